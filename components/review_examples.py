"""Reviews that show something about a model that reads word by word; written for this product."""

from __future__ import annotations

from typing import NamedTuple


class ReviewExample(NamedTuple):
    """A review to try: what its chip says, the review, and what there is to see."""

    label: str
    text: str
    why: str


_LONG = """We almost walked straight past this noodle house. The sign is faded, the window is \
steamed up, and the only free table wobbled so badly that the owner wedged a folded menu under one \
leg before she would let us sit down. For ten minutes nobody took our order and I was quietly \
preparing to be annoyed.

Then the broth arrived. I have eaten a great many bowls of noodles and I cannot remember one with \
that much depth: smoky, a little sour, with a slick of chilli oil that built slowly instead of \
shouting. The noodles had real bite, the egg was jammy, and the greens had clearly been in \
somebody's garden that morning. My father, who complains about everything, drank the last of his \
soup straight from the bowl and asked whether they were open on Sundays.

We shared two desserts that I would cross the city for: a black sesame pudding with salt on top, \
and something with plums that my sister refuses to talk about because she wants to copy it. The \
tea was weak, to be fair, and the toilet is up a staircase that no builder ever saw.

Prices are lower than the sandwich shop next door. Service warmed up as well; by the end the owner \
was explaining how she toasts the spices. Wobbly table or not, this is my favourite meal of the \
year."""

EXAMPLES = (
    ReviewExample(
        "A plain yes",
        "Warm welcome, huge portions, and a cherry pie that made my grandfather go quiet for the "
        "first time in years.",
        "Where does the opinion form, and which neuron follows it?",
    ),
    ReviewExample(
        "A plain no",
        "We waited ninety minutes for a burger that was burnt outside and raw inside.",
        "Not one strong word of feeling: which words carry it?",
    ),
    ReviewExample(
        "Negation",
        "Not bad at all. Not great either, and not worth the money.",
        "Does \u201cnot\u201d turn the next word around?",
    ),
    ReviewExample(
        "Long and mixed",
        _LONG,
        "It begins badly and ends well, and it is longer than what the model reads: the middle "
        "is left out.",
    ),
    ReviewExample(
        "Typos",
        "teh bartedner was soooo amazng, best moktail evr \U0001f60d wuold go agian!!",
        "Words that the model does not know all look the same to it.",
    ),
)

WALL = (
    "I hated this bar, though the bartender was so handsome and the drink he made me was "
    "absolutely delicious.",
    "Not bad at all.",
    "Wonderful hotel if you enjoy listening to a stranger's television until three in the morning.",
    "I can't find a single thing to complain about, and believe me, I tried.",
    "omg the cinnamon rolls \U0001f60d im not even joking i went back twice the same day",
    "The view from the terrace is spectacular and the waiters are polite, but the food was so "
    "salty that none of us finished it and I can't recommend eating here.",
    "After three useless pharmacies, this one had my prescription ready in five minutes and "
    "explained it better than my own doctor did.",
    "Cold, greasy and late.",
    "Yes, the lift is tiny and breakfast is a bit basic, but the staff were so kind and our room "
    "so peaceful that we extended our stay by three nights.",
    "DO NOT BUY. BROKE AFTER TWO DAYS. CUSTOMER SERVICE HUNG UP ON ME. TWICE!!!",
)
