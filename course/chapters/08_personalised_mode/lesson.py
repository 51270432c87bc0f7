# %% [markdown] lang="zh"
# # 08 个性化模式
#
# **用时**：60分钟；只走带★的短路径，约8分钟。
#
# （场景：谁，几点以前，要说清什么。）
#
# **本课回答**
# - （第一个问题）
#
# **学习目标**
# - 知识目标：（K1）。
# %% [markdown] lang="en"
# # 08 The personalised service model
#
# **Time:** 60 minutes. The starred short path (★) takes about 8.
#
# (The scene: who, by what time, has to say what.)
#
# **Questions of this lesson**
# - (The first question)
#
# **Objectives**
# - Knowledge: (K1).
# %% [markdown] lang="zh"
# ## ★ 1 （第一节）（8分钟）
#
# **我猜**：（猜什么？）
# %% [markdown] lang="en"
# ## ★ 1 (First section) (8 minutes)
#
# **Bet:** (on what?)
# %%
bet("08_personalised_mode_first", "tangibles reliability responsiveness assurance empathy")
# %%
gaps = servqual.gaps(load("bank_branch"))
settle("08_personalised_mode_first", gaps["gap"].idxmin())
# %%
plots.gaps(gaps)
# %% [markdown] lang="zh"
# （用业务的话读这个结果：{{gaps["gap"].min():.2f}}。）
#
# **停点一**（约8分钟）。
#
# ## 2 （第二节）（8分钟）
#
# **轮到你**。（写一句话。）
#
# <details><summary>对照</summary>
#
# （回应。）
#
# </details>
# %% [markdown] lang="en"
# (Read the result in business words: {{gaps["gap"].min():.2f}}.)
#
# **Stopping point one** (about 8 minutes).
#
# ## 2 (Second section) (8 minutes)
#
# **Your turn.** (Write one sentence.)
#
# <details><summary>Reply</summary>
#
# (The reply.)
#
# </details>
# %%
take_quiz("08_personalised_mode", items=["first-choice", "first-statement"])
# %% [markdown] lang="zh"
# ## 小结
#
# （期限到了：那个人可以这样说。）
#
# **练习**：打开[练习08](../../exercises/zh/08_personalised_mode/08_personalised_mode.ipynb)。
#
# **接下来**：（下一课。）
# %% [markdown] lang="en"
# ## Summary
#
# (Time is up: what that person can say.)
#
# **Practice:** open [exercise 08](../../exercises/en/08_personalised_mode/08_personalised_mode.ipynb).
#
# **Next:** (the next lesson.)
