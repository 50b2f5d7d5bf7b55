"""What can go wrong that a user can mend; anything else is a bug and keeps its traceback."""

from __future__ import annotations

from dateline.model import Problem


class DatelineError(Exception):
    """Base of every error the command line shows as one message: what happened, where, what to do."""


class InputProblem(DatelineError):
    """An input that cannot be read. It becomes a row of `problems` and the batch goes on.

    `what` says what happened, `todo` what the user can do about it.
    """

    def __init__(self, source: str, what: str, todo: str) -> None:
        super().__init__(f"{source}: {what}; {todo}")
        self.source, self.what, self.todo = source, what, todo

    def row(self) -> Problem:
        """The row of `problems` it becomes."""
        return Problem(file=self.source, what=self.what, todo=self.todo)


class CodebookError(DatelineError):
    """A codebook file that does not say what it must."""


class RecordError(DatelineError):
    """A record that cannot be opened, or a request that it cannot meet."""


class NotFound(RecordError):
    """An id or words that name nothing in the record."""


class ModelError(DatelineError):
    """A trained reader that is missing, damaged or of another version; says what to do."""

    def __init__(self, path: object, what: str, todo: str) -> None:
        super().__init__(f"{path}: {what}; {todo}")
        self.parts = (str(path), what, todo)

    def __reduce__(self) -> tuple[type[ModelError], tuple[str, str, str]]:
        """It also comes out of a process that reads."""
        return ModelError, self.parts
