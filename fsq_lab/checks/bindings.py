"""Which names a piece of code reads and binds."""

import symtable
from collections.abc import Iterator


def names_read(code: str) -> frozenset[str]:
    r"""Return the global names that a piece of code reads, inside functions too.

    >>> sorted(names_read("def f(x):\n    return x + y\nz = w"))
    ['w', 'y']
    """
    return frozenset(_global_reads(symtable.symtable(code, "<cell>", "exec"), top=True))


def names_bound(code: str) -> frozenset[str]:
    r"""Return the global names that a piece of code binds.

    >>> sorted(names_bound("def f(x):\n    y = 1\nz = w"))
    ['f', 'z']
    """
    table = symtable.symtable(code, "<cell>", "exec")
    return frozenset(s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported())


def _global_reads(table: symtable.SymbolTable, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _global_reads(child, top=False)
