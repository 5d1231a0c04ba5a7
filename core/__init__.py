"""All of Unrolled that makes sense without a screen: models, data, training, answers.

Dimensions, the same letters everywhere:
    N series or texts · T time steps · M inputs per step · P neurons (units)
    V vocabulary size · E embedding size · K kernel size
"""
