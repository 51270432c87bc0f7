"""The course's quizzes: question banks, judging in plain Python, and the widget that shows them.

`arithmetic` works out expressions, `items` judges answers, `bank` reads question banks,
`widget` shows a quiz in a notebook. Nothing is imported here, so that a bank can be read and judged
without a widget library (`import anywidget` alone costs about a quarter of a second).
"""
