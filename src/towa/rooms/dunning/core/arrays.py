"""Names for the array types of this core."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
DateArray = NDArray[np.datetime64]
TextArray = NDArray[np.str_]
AnyArray = NDArray[Any]
