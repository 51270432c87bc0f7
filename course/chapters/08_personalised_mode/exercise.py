# %% [markdown] lang="zh"
# # 练习08 个性化模式
#
# （场景和数据。想要自己的数据，把`None`换成学号。）
# %% [markdown] lang="en"
# # Exercise 08 The personalised service model
#
# (Scene and data. For data of your own, put your id in the place of `None`.)
# %% tags=["parameters"]
STUDENT = None
# %%
check = exercise("08_personalised_mode", student=STUDENT)
survey = check.load("bank_branch")
# %% [markdown] ask="average" lang="zh"
# ## ★ 1 （第一题）
#
# 求`perception_6`的平均，存入`average`。
# %% [markdown] ask="average" lang="en"
# ## ★ 1 (First question)
#
# Store the mean of `perception_6` in `average`.
# %% answer="average" points=2 objective="K1"
average = survey["perception_6"].mean()
# %% mistake="average" name="zero"
average = survey["perception_6"].fillna(0).mean()
# %% [markdown] mistake="average" name="zero" lang="zh"
# 你把空格当成了0分。
# %% [markdown] mistake="average" name="zero" lang="en"
# You counted the blanks as zero.
# %% mistake="average" name="column"
average = survey["expectation_6"].mean()
# %% [markdown] mistake="average" name="column" lang="zh"
# 你取了另一列。
# %% [markdown] mistake="average" name="column" lang="en"
# You took the other column.
# %% [markdown] hint="average" lang="zh"
# 先看列名。
# %% [markdown] hint="average" lang="en"
# Look at the names of the columns first.
# %% [markdown] hint="average" lang="zh"
# 空格不算。
# %% [markdown] hint="average" lang="en"
# Blanks do not count.
# %% [markdown] ask="why" lang="zh"
# ## 2 （写一段话）
#
# （问什么？）
# %% [markdown] ask="why" lang="en"
# ## 2 (In words)
#
# (What is asked?)
# %% [markdown] written="why" points=4 lang="zh"
# （示范答案。）
# %% [markdown] written="why" points=4 lang="en"
# (A model answer.)
# %% [markdown] rubric="why" lang="zh"
# - 2分：（第一条）
# - 2分：（第二条）
# %% [markdown] rubric="why" lang="en"
# - 2 points: (the first line)
# - 2 points: (the second line)
# %% [markdown] sample="why" level="weak" points=1 lang="zh"
# （弱的回答。）
#
# - 1分：（为什么）
# - 0分：（为什么）
# %% [markdown] sample="why" level="weak" points=1 lang="en"
# (A weak answer.)
#
# - 1 point: (why)
# - 0 points: (why)
# %% [markdown] sample="why" level="middling" points=2 lang="zh"
# （中等的回答。）
#
# - 1分：（为什么）
# - 1分：（为什么）
# %% [markdown] sample="why" level="middling" points=2 lang="en"
# (A middling answer.)
#
# - 1 point: (why)
# - 1 point: (why)
# %% [markdown] sample="why" level="strong" points=4 lang="zh"
# （强的回答。）
#
# - 2分：（为什么）
# - 2分：（为什么）
# %% [markdown] sample="why" level="strong" points=4 lang="en"
# (A strong answer.)
#
# - 2 points: (why)
# - 2 points: (why)
