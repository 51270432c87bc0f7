"""Says that students' code cannot be confined here, and what helps."""

from fsq_lab.ground.language import CourseError


class NotConfinedError(CourseError):
    """Nothing on this machine confines students' code: none of it is run."""

    def __init__(self, reasons: str) -> None:
        super().__init__("grading.confined.refused", reasons=reasons)

    def __reduce__(self) -> tuple[type["NotConfinedError"], tuple[str]]:
        return NotConfinedError, (str(self.values["reasons"]),)
