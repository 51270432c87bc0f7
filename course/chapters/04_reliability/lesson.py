# %% [markdown] lang="zh"
# # 04 量表可信吗
#
# **用时**：60分钟；只走带★的短路径，约11分钟。
#
# 草稿。下面四节从第03课移来，可以读，也可以运行；α和ω系数、几个因子、不变性和档案B07的新一行还没有写。
#
# **本课回答**
# - 平均差距（gap）的区间用别的办法算，还是这一段吗？
# - 期望（expectation）几乎到顶的维度（dimension），差距还说明什么？
# - 同一批人答的两个维度，怎样比？人太少的组呢？
#
# **学习目标**
# - 知识目标：解释期望的天花板效应怎样限制感知服务质量的测量（K1）。
# - 技能目标：用自助法（bootstrap）核对区间，直接比较两个维度（S1）。
# %% [markdown] lang="en"
# # 04 Can the scale be trusted?
#
# **Time:** 60 minutes. The starred short path (★) takes about 11.
#
# A draft. The four sections below came over from lesson 03 and can be read and run; alpha and omega, the number of factors, invariance and the new line of file B07 are still to be written.
#
# **Questions of this lesson**
# - Does the interval of a mean gap stay where it is when it is computed another way?
# - What does a gap still tell where expectations stand at the top of the scale?
# - How are two dimensions compared that the same people answered? And groups that are too small?
#
# **Objectives**
# - Knowledge: explain how a ceiling of expectations limits the measurement of perceived service quality (K1).
# - Skill: check an interval by the bootstrap, and compare two dimensions directly (S1).
# %% [markdown] lang="zh"
# ## ★ 1 换一种办法算区间（3分钟）
#
# 第03课算过B07的平均差距和它的**置信区间**（confidence interval），用的是t分布。1到7的整数并不是钟形的，换一个不靠钟形的办法核对：**自助法**把这些**受访者**（respondent）当成全部客户，有放回地重抽2000次。
#
# **先猜**：两种区间最多会差几分？
# %% [markdown] lang="en"
# ## ★ 1 The interval, computed another way (3 minutes)
#
# Lesson 03 computed the mean gap of B07 and its **confidence interval** by the t distribution. Whole numbers from 1 to 7 are not bell-shaped, so check by a way that does not need a bell: the **bootstrap** takes these **respondents** for all customers and draws from them 2,000 times, with replacement.
#
# **Guess first:** by how many points will the two intervals differ at most?
# %%
survey = load("bank_branch")
b07 = survey[survey["branch"] == "B07"]
worst, again = servqual.gaps(b07), servqual.gaps(b07, interval="bootstrap")
pd.concat({"t": worst[["low", "high"]], "bootstrap": again[["low", "high"]]}, axis=1).round(2)
# %% [markdown] lang="zh"
# 最多差{{(worst[["low", "high"]] - again[["low", "high"]]).abs().max().max():.2f}}分：将近60个人的平均数，两种办法说的是一回事。人数不到20时，自助法的区间会偏窄，程序会注明。
#
# **可以说：B07可靠性（reliability）的平均差距，两种办法算出的区间都在{{again["low"]["reliability"]:.1f}}到{{again["high"]["reliability"]:.1f}}分上下（{{int(again["n_used"]["reliability"])}}人）。**
#
# ## ★ 2 期望的天花板效应（8分钟）
#
# **期望**问的是优秀的网点，**感知**（perception）问的是自己去的这家。客户对保证性的期望特别高，高到量表快装不下。**先猜**：保证性的四个**题项**（item）里，期望选7分的占几成？
# %% [markdown] lang="en"
# They differ by {{(worst[["low", "high"]] - again[["low", "high"]]).abs().max().max():.2f}} points at most: for the mean of nearly 60 people the two ways say the same. Below 20 people the bootstrap is too narrow, and the program says so.
#
# **What we can say: for B07's mean gap on reliability both ways give an interval of about {{again["low"]["reliability"]:.1f}} to {{again["high"]["reliability"]:.1f}} ({{int(again["n_used"]["reliability"])}} people).**
#
# ## ★ 2 The ceiling of expectations (8 minutes)
#
# The **expectation** is of an excellent branch, the **perception** of one's own. Customers expect so much assurance that the scale has hardly room for it. **Guess first:** of the expectation answers on the four **items** of assurance, what share are a 7?
# %%
tops = servqual.ceiling(survey)
tops[["share_top", "mean", "at_ceiling", "n_used"]].round(2)
# %%
gaps = servqual.gaps(survey)
both = plots.dumbbell(gaps)
_ = both.set_xlim(right=7)
both
# %% [markdown] lang="zh"
# 占{{100 * tops["share_top"]["assurance"]:.0f}}%，平均{{tops["mean"]["assurance"]:.2f}}分，离7分不到半分。期望几乎成了常数，差距就只是感知减去一个常数：它没有比感知多说什么，期望不同的客户也分不开了。碰到这样的维度，先看感知，再看差距，并且写明“期望贴近上限”。
#
# **做一做**：下面让可靠性的期望也顶到上限。一半受访者全选7分时，图上的点会往哪里去？
# %% [markdown] lang="en"
# {{100 * tops["share_top"]["assurance"]:.0f}}%, with a mean of {{tops["mean"]["assurance"]:.2f}}, less than half a point from 7. The expectation has become nearly a constant, and the gap is no more than perception minus a constant: it adds nothing to perception, and customers who expect different things can no longer be told apart. With such a **dimension** look at perception before the gap, and write "expectations near the top".
#
# **Try it.** Now push expectations of reliability to the top as well. When half of the respondents answer 7 throughout, where do the dots go?
# %%
from fsq_lab import explore_ceiling

explore_ceiling()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 选7分的人越多，越多的点落到虚线上，到最后全在线上：知道一位客户的感知，就知道了他的差距。服务一点没变，差距却越来越大。
#
# </details>
#
# **停一下，想一想**。明年要是所有客户对所有题的期望都选7分，还用得着问期望吗？
#
# <details><summary>回应</summary>
#
# 用不着。人人选7分，差距就等于感知减7，和只问感知一样。与其问“优秀的网点”，不如改问最低水平和理想水平，或者只问感知，省下一半的题。
#
# </details>
#
# **可以说：保证性的期望贴近上限，{{100 * tops["share_top"]["assurance"]:.0f}}%的回答是7分；比较保证性时，看感知。**
#
# **停点一**（约11分钟）。
#
# ## 3 同一批人答的两个维度（3分钟）
#
# 行长问：“B07的可靠性和响应性，区间有一小段重叠，是不是就无法判断谁更低？”**先猜**，再按人算：同一位客户答了两个维度，把他的两个差距相减。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# The more people answer 7, the more dots fall on the dashed line, and in the end all do: whoever knows a customer's perception knows the gap. Service has not changed at all, and yet the gap grows wider and wider.
#
# </details>
#
# **Stop and judge.** If next year all customers answer 7 to every expectation, is there any need to ask for expectations?
#
# <details><summary>Reply</summary>
#
# No. If everybody answers 7, the gap is perception minus 7, the same as asking for perception alone. Rather than an "excellent branch", ask for the minimum and the desired level, or for perceptions only, and save half of the items.
#
# </details>
#
# **What we can say: expectations of assurance stand near the top of the scale, with {{100 * tops["share_top"]["assurance"]:.0f}}% of the answers a 7; to compare assurance, look at perception.**
#
# **Stopping point one** (about 11 minutes).
#
# ## 3 Two dimensions, the same people (3 minutes)
#
# The regional head asks: "At B07 the intervals of reliability and responsiveness overlap a little. So they cannot be told apart?" **Guess first**, then work it out person by person: each customer answered for both, so subtract one gap from the other.
# %%
levels = servqual.dimensions(b07)
own = levels["perception"] - levels["expectation"]
apart = own["reliability"] - own["responsiveness"]
pd.Series({"mean": apart.mean(), "low": apart.mean() - 1.96 * apart.sem(), "high": apart.mean() + 1.96 * apart.sem()}).round(2)
# %% [markdown] lang="zh"
# 判断得了。{{apart.count()}}人平均，可靠性比响应性还低{{abs(apart.mean()):.2f}}分，近似的区间不包含0。
#
# **可以说：两个区间有一点重叠，不等于没有差别；要比较，就直接算差的区间。**
#
# ## 4 人太少的组（2分钟）
#
# 人太少的组，程序干脆不比。只看60岁及以上的客户，**先猜**：12个网点里有几个比不了？
# %% [markdown] lang="en"
# They can. Over {{apart.count()}} people reliability is another {{abs(apart.mean()):.2f}} points below responsiveness, and a rough interval does not reach 0.
#
# **What we can say: two intervals that overlap a little do not mean "no difference"; to compare, work out the interval of the difference itself.**
#
# ## 4 Groups that are too small (2 minutes)
#
# Groups that are too small are not compared at all. Take customers of 60 and over only. **Guess first:** how many of the 12 branches cannot be compared?
# %%
older = servqual.compare(survey[survey["age_band"] == "60+"])
older["note"].value_counts()
# %% [markdown] lang="zh"
# {{older["note"].str.startswith("not").sum()}}个网点不到10人，不比，但人数和平均数还留在表里。
#
# **可以说：在60岁及以上的客户里，B07的总差距也低于其余网点（区间从{{older["low"]["B07"]:.2f}}到{{older["high"]["B07"]:.2f}}，{{int(older["n_used"]["B07"])}}人）。**
#
# ## 小结
#
# 移来的四节到这里。要问多少人才够，归第06课。
#
# **接下来**：第05课“品质的量化与评判”（还没写好）。
# %% [markdown] lang="en"
# {{older["note"].str.startswith("not").sum()}} branches have fewer than 10 and are not compared, though their n and means stay in the table.
#
# **What we can say: among customers of 60 and over, too, B07's total gap is below the others (interval {{older["low"]["B07"]:.2f}} to {{older["high"]["B07"]:.2f}}, {{int(older["n_used"]["B07"])}} people).**
#
# ## Summary
#
# Here end the four sections that came over. How many people to ask belongs to lesson 06.
#
# **Next:** lesson 05, "From scores to a verdict" (not written yet).
