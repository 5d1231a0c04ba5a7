"""Pairs of questions worth trying, by kind: label, first, second, and what there is to see."""

from __future__ import annotations

from core.pairs import LECTURE_PAIR

EXAMPLES = (
    ("The lecture’s pair", *LECTURE_PAIR, "The lecture’s network said 0.5638: hard to say."),
    (
        "Paraphrase",
        "How can I fall asleep faster at night?",
        "What helps you drop off quickly when you go to bed?",
        "The same question in other words: hardly a word is shared.",
    ),
    (
        "Negation",
        "Which mushrooms are safe to eat raw?",
        "Which mushrooms are not safe to eat raw?",
        "One small word turns the question around. Does the network notice?",
    ),
    (
        "Other entity",
        "How do I apply for a student visa for Canada?",
        "How do I apply for a student visa for Japan?",
        "All words but one are shared, and that one decides.",
    ),
    (
        "Word order",
        "How do I convert a list to a dictionary in Python?",
        "How do I convert a dictionary to a list in Python?",
        "The same words in another order: a bag of words could not tell these apart.",
    ),
    (
        "Typo",
        "What is the difference between weather and climate?",
        "What is the diffrence between wether and climate?",
        "A misspelt word is a word the model has rarely or never met.",
    ),
)
