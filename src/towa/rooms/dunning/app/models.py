"""The tables of 催告: a plan for one day, its decisions person by person, its exclusions and its files.

A decision keeps what was true when it was made (name, phone, yen): the list that went out must stay readable after the
ledger has moved on. Tables are private to this app; others ask `queries`.
"""

from django.db import models

from towa.platform.audit.append_only import AppendOnly
from towa.platform.tenancy.models import TownForeignKey, TownModel


class PlanState(models.TextChoices):
    """振分計画の状態: only a released plan (確定) may leave the house."""

    DRAFT = "draft"
    RELEASED = "released"


class Plan(TownModel):
    """振分計画: everybody in arrears on one day, each with the best allowed way to reach them.

    Yen are whole yen; `gap` is a share (0.001 = 0.1 %) and speaks of the plan before the lot for learning: what the lot costs is
    `random_cost`, and `objective` is what people are given. `fingerprint` tells plans with the same settings apart from others.
    `follows` is the plan of the same day of which this one is the rest (再計画), from `from_time` on.
    """

    on = models.DateField()
    extract = TownForeignKey("ledger.Extract", on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    settings = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    maker = TownForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    follows = TownForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later", db_index=False)
    from_time = models.TimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=150, blank=True)
    released_hash = models.CharField(max_length=64, blank=True)

    people = models.PositiveIntegerField()
    excluded = models.PositiveIntegerField()
    outstanding = models.BigIntegerField()
    late_charge = models.BigIntegerField()
    objective = models.BigIntegerField()
    bound = models.BigIntegerField()
    gap = models.DecimalField(max_digits=9, decimal_places=6)
    random_cost = models.BigIntegerField(default=0)
    random_people = models.PositiveIntegerField(default=0)
    limits = models.JSONField(default=list)
    comparisons = models.JSONField(default=list)

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "extract", "on", "fingerprint"],
                condition=models.Q(follows__isnull=True),
                name="dunning_plan_once",
            ),
            models.CheckConstraint(condition=models.Q(objective__lte=models.F("bound")), name="dunning_plan_bound"),
        )
        indexes = (models.Index(fields=["municipality", "-made_at"], name="dunning_plan_newest"),)

    def __str__(self) -> str:
        return f"振分計画 {self.on:%Y-%m-%d}"


class PlanRecord(TownModel):
    """計画の記録: what was planned upon and decided, as bytes (`core/plan_record.py`); kept unchanged for ever."""

    plan = TownForeignKey(Plan, on_delete=models.PROTECT, related_name="records", db_index=False)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "plan"], name="dunning_plan_record_once"),
            AppendOnly(name="dunning_plan_record_append_only"),
        )

    def __str__(self) -> str:
        return self.sha256


class Decision(TownModel):
    """振分: the way one person is to be reached, what it is expected to bring, and why not otherwise.

    `masks` are the ways that were forbidden, each with its reason; `next_action` is the best allowed way not chosen. `divided`: the
    published rule told people in identical circumstances apart; `drawn`: by lot, for learning; `probability` of the action given.
    """

    plan = TownForeignKey(Plan, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    addressee = TownForeignKey("ledger.Addressee", on_delete=models.PROTECT, related_name="+", db_index=False)
    rank = models.PositiveIntegerField()

    action = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    action_label = models.CharField(max_length=120)
    team = models.CharField(max_length=40, blank=True)
    team_name = models.CharField(max_length=80, blank=True)
    slot = models.CharField(max_length=40, blank=True)
    slot_starts = models.PositiveSmallIntegerField(null=True)
    slot_name = models.CharField(max_length=80, blank=True)
    contractor_may_handle = models.BooleanField()
    value = models.BigIntegerField()
    next_action = models.CharField(max_length=80, blank=True)
    next_label = models.CharField(max_length=120, blank=True)
    next_difference = models.BigIntegerField(null=True)
    value_terms = models.JSONField(default=list)
    why = models.TextField()
    why_not_next = models.TextField(blank=True)
    masks = models.JSONField(default=list)
    divided = models.BooleanField(default=False)
    drawn = models.BooleanField(default=False)
    probability = models.FloatField(default=1.0)

    addressee_no = models.CharField(max_length=10)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    name_kana = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=7, blank=True)
    address = models.CharField(max_length=250, blank=True)
    district = models.CharField(max_length=20, blank=True)
    protected = models.BooleanField()
    phone_mobile = models.CharField(max_length=20, blank=True)
    phone_landline = models.CharField(max_length=20, blank=True)
    outstanding = models.BigIntegerField()
    late_charge = models.BigIntegerField()
    carried_over = models.BigIntegerField()
    instalments = models.PositiveIntegerField()
    tax_items = models.JSONField(default=list)
    oldest_due = models.DateField()
    search_key = models.CharField(max_length=260)
    phone_key = models.CharField(max_length=60, blank=True)

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "plan", "addressee"], name="dunning_decision_once"),
            models.CheckConstraint(condition=models.Q(outstanding__gt=0), name="dunning_decision_owes"),
            models.CheckConstraint(
                condition=models.Q(probability__gt=0, probability__lte=1), name="dunning_decision_probability"
            ),
        )
        indexes = (
            models.Index(fields=["municipality", "plan", "rank"], name="dunning_decision_rank"),
            models.Index(fields=["municipality", "plan", "channel", "rank"], name="dunning_decision_channel"),
            models.Index(fields=["municipality", "plan", "-outstanding"], name="dunning_decision_yen"),
            models.Index(fields=["municipality", "addressee"], name="dunning_decision_person"),
        )

    def __str__(self) -> str:
        return f"{self.addressee_no} {self.channel}"


class Exclusion(TownModel):
    """対象外: a person in arrears who is left in peace by this plan, and why."""

    plan = TownForeignKey(Plan, on_delete=models.CASCADE, related_name="exclusions", db_index=False)
    addressee = TownForeignKey("ledger.Addressee", on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=40)
    reason = models.TextField()
    addressee_no = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    outstanding = models.BigIntegerField()

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "plan", "addressee"], name="dunning_exclusion_once"),
        )
        indexes = (
            models.Index(fields=["municipality", "plan", "code", "addressee_no"], name="dunning_exclusion_code"),
        )

    def __str__(self) -> str:
        return f"{self.addressee_no} {self.code}"


class ListKind(models.TextChoices):
    """一覧の相手: a person opens it in Excel, or a machine reads it byte by byte."""

    PEOPLE = "people"
    MACHINE = "machine"


class ListFile(TownModel):
    """一覧ファイル: a list as it was written; the sum proves later which bytes went out."""

    plan = TownForeignKey(Plan, on_delete=models.CASCADE, related_name="files", db_index=False)
    report = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=ListKind.choices)
    format = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    rows = models.PositiveIntegerField()
    yen = models.BigIntegerField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "plan", "report", "format"], name="dunning_list_file_once"),
        )

    def __str__(self) -> str:
        return self.path


class SavedFilter(TownModel):
    """保存した条件: a query string under a name, for oneself or for everybody of the town."""

    owner = TownForeignKey("people.Account", on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)

    class Meta(TownModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=["municipality", "owner", "name"], name="dunning_saved_filter_name"),
        )

    def __str__(self) -> str:
        return self.name
