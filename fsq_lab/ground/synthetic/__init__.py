"""The course's synthetic tables: every number drawn from a seed, the truth behind it written down.

A table holds whole numbers and codes only, so that a seed gives the same bytes on every Python and CPU.
The draws are raw 64-bit words of NumPy's PCG64, turned into uniforms and then, by the standard library's
inverse normal, into normals. They are mixed elementwise, by loadings that stand beside them; nothing here sums
with NumPy or multiplies matrices, whose last digit depends on the machine.
"""
