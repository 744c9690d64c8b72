"""The screens of 催告: each view asks `queries`, calls one action, and renders one template."""
