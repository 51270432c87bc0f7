# %% [markdown] lang="zh"
# # 03 用SERVQUAL测量服务质量
#
# **用时**：60分钟，课后练习另计60分钟（只做带★的题，20分钟）；只走带★的短路径，约41分钟。
#
# 一家分行管着12个网点，有600多份客户问卷。下午四点，行长要说清三件事：哪里不够好，先改什么，哪家网点要帮一把。问卷交给了你。
#
# **本课回答**
# - 问卷上的1到7分，怎样变成一句站得住的话？
# - 先改差得最多的，还是先改客户最看重的？
# - 网点之间是真有高低，还是碰巧？
# - 分数看不见什么？换成证券公司、保险公司，还能照搬吗？
#
# **学习目标**
# - 知识目标：解释感知服务质量，说明这个分数看不见什么（K1）。
# - 技能目标：用SERVQUAL评价银行网点、证券公司和保险公司的服务质量，每个结论都带上人数和区间（S1）。
#
# 这是第一节的“二、金融服务品质的量化”。课本的这一部分我们只见到标题，内容由本课程补写。
#
# ## ★ 1 档案B07（4分钟）
#
# “B07那家网点不行。”这话在行里传了几个月。档案里现在有三行：
#
# - **已知**：按检查表打分，B07合格（第02课）。
# - **已知**：今年春天以来，说好的时间，它守住的比例最低（同上）。
# - **未知**：客户在哪里感觉得到？差得超出碰巧了吗？别家也有低的吗？
#
# **轮到你**。你也是网点的客户：最看重什么？最恼火什么？各写一句在纸上，第3、4节拿出来对照。
# %% [markdown] lang="en"
# # 03 Measuring service quality with SERVQUAL
#
# **Time:** 60 minutes, and 60 more for the exercises afterwards (20 for the starred questions). The starred short path (★) takes about 41.
#
# A regional head runs 12 branches and has more than 600 questionnaires. At four he has to say three things: what customers find lacking, what to improve first, and which branch needs help. He hands the questionnaires to you.
#
# **Questions of this lesson**
# - How do answers from 1 to 7 become a sentence that stands up?
# - Which should we improve first: what falls furthest short, or what customers value most?
# - Do branches really differ, or only by chance?
# - What can the score not see? Does the method carry over to securities companies and insurers?
#
# **Objectives**
# - Knowledge: explain perceived service quality, and say what this score cannot see (K1).
# - Skill: evaluate the service quality of bank branches, securities companies and insurers with SERVQUAL, giving n and an interval with every conclusion (S1).
#
# This is part two of section 1, "Quantifying the quality of financial services". We have seen only its heading; the content is ours.
#
# ## ★ 1 File B07 (4 minutes)
#
# "That branch, B07, is no good." People at the bank have been saying so for months. The file has three lines so far:
#
# - **Known:** B07 passes the checklist (lesson 02).
# - **Known:** since spring it has kept the smallest share of its promised times (same lesson).
# - **Not known:** where do its customers feel it? Is it more than chance? Are other branches low as well?
#
# **Your turn.** You use a branch too: what matters most to you, and what annoys you most? Write a sentence on each, on paper, for sections 3 and 4.
# %%
survey = load("bank_branch")
survey["branch"].value_counts()
# %% [markdown] lang="zh"
# 银行是虚构的，问卷是**合成数据**（synthetic data），种子是{{survey.attrs["synthetic_seed"]}}，不代表任何真实网点。
#
# **可以说：一共收回{{len(survey)}}份问卷，B05最多，{{(survey["branch"] == "B05").sum()}}份，B09最少，{{(survey["branch"] == "B09").sum()}}份；名声还不是证据。**
#
# ## ★ 2 量表怎么问（3分钟）
#
# **感知服务质量**（perceived service quality）是客户对一家机构的服务长期形成的总体评价。**客户满意度**（customer satisfaction）是客户经历一次服务以后，拿感知（perception）和期望（expectation）相比而产生的感受。一个长，一个短。
#
# 要量前一个，先把“服务”拆成客户答得上来的话。SERVQUAL量表有22个**题项**（item），分属五个**维度**（dimension）[PZB1988]。下面就是这份问卷的全部题项：
#
# | 维度 | 题项 |
# |---|---|
# | 有形性 | 1-4：{{"；".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "tangibles")}} |
# | 可靠性（reliability） | 5-9：{{"；".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "reliability")}} |
# | 响应性 | 10-13：{{"；".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "responsiveness")}} |
# | 保证性 | 14-17：{{"；".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "assurance")}} |
# | 移情性 | 18-22：{{"；".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "empathy")}} |
#
# 7分是“非常同意”，1分是“非常不同意”。三点先说清：题项由本课程按题意自拟，没有检验过效度；求平均，是把相邻两分当作一样远，比较网点时再用秩次（只看高低顺序）核对；没遇到过的事可以选“没有经历过”。
#
# 有人嫌第6题的空格难看，想都填成中间的4分。**我猜**：填了以后，平均分上升还是下降？
# %% [markdown] lang="en"
# The bank is invented and its questionnaires are **synthetic data** (seed {{survey.attrs["synthetic_seed"]}}); they describe no real branch.
#
# **What we can say: {{len(survey)}} questionnaires came back, most from B05 ({{(survey["branch"] == "B05").sum()}}), fewest from B09 ({{(survey["branch"] == "B09").sum()}}); a reputation is not yet evidence.**
#
# ## ★ 2 What the scale asks (3 minutes)
#
# **Perceived service quality** is a customer's lasting, overall judgement of an institution's service. **Customer satisfaction** is what a customer feels after an experience of service, having compared perception with expectation. One is lasting, the other passing.
#
# To measure the first, "service" is broken down into statements that customers can rate. The SERVQUAL scale has 22 **items** in five **dimensions** [PZB1988]. Here are all the items of our questionnaire:
#
# | Dimension | Items |
# |---|---|
# | Tangibles | 1-4: {{"; ".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "tangibles")}} |
# | Reliability | 5-9: {{"; ".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "reliability")}} |
# | Responsiveness | 10-13: {{"; ".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "responsiveness")}} |
# | Assurance | 14-17: {{"; ".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "assurance")}} |
# | Empathy | 18-22: {{"; ".join(str(one.wording) for one in survey.attrs["instrument"].questionnaire.items if one.dimension == "empathy")}} |
#
# 7 is "strongly agree", 1 "strongly disagree". Three caveats: the wording is our own and has not been validated; a mean treats neighbouring scores as equally far apart, so comparisons of branches are checked by ranks (order alone); and whoever never met a situation may answer "no experience".
#
# Someone dislikes the blanks in item 6 and wants to fill them with 4, the midpoint. **Bet:** will the mean go up or down?
# %%
bet("item_6_filled", "up down")
# %%
item_6 = survey["perception_6"]
settle("item_6_filled", "up" if item_6.fillna(4).mean() > item_6.mean() else "down")
# %% [markdown] lang="zh"
# <details><summary>为什么</summary>
#
# 答了的人平均{{item_6.mean():.2f}}分，4分比它低，填进去就把平均拉到{{item_6.fillna(4).mean():.2f}}。数不大，却是编的：{{item_6.isna().sum()}}位没有作答的客户，被人替着打了分。
#
# </details>
#
# **可以说：第6题有{{100 * item_6.isna().mean():.0f}}%的人没有作答，多半选了“没有经历过”；空格留着，不填。**
#
# ## ★ 3 差多少（8分钟）
#
# 同一件事，每位**受访者**（respondent）答两次。一家优秀的网点会做到什么程度，是**期望**（expectation）；自己去的这家做到什么程度，是**感知**（perception）。**差距**（gap）是感知减期望；低于期望不等于不满意。
#
# **动笔**：下面四位受访者，第5题（按说好的时间办成）的差距各是几？
# %% [markdown] lang="en"
# <details><summary>Why?</summary>
#
# Those who answered gave {{item_6.mean():.2f}} on average; 4 is lower, so filling in drags the mean down to {{item_6.fillna(4).mean():.2f}}. Not much, but invented: {{item_6.isna().sum()}} customers who gave no answer were given one.
#
# </details>
#
# **What we can say: {{100 * item_6.isna().mean():.0f}}% gave no answer to item 6, most of them by choosing "no experience"; a blank stays blank.**
#
# ## ★ 3 How far short? (8 minutes)
#
# Each **respondent** rates every item twice. How far an excellent branch would do it is the **expectation**; how far their own branch does it, the **perception**. A **gap** is perception minus expectation; below expectation is not the same as dissatisfied.
#
# **With a pencil:** what are these four respondents' gaps on item 5 (done by the time promised)?
# %%
survey[["respondent", "branch", "expectation_5", "perception_5"]].head(4)
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# {{"、".join(f"{gap:.0f}" for gap in (survey["perception_5"] - survey["expectation_5"]).head(4))}}。两次都答了才有差距，缺一次就不算这个人。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# {{", ".join(f"{gap:.0f}" for gap in (survey["perception_5"] - survey["expectation_5"]).head(4))}}. A gap needs both answers; with one missing, that person is not counted.
#
# </details>
# %%
take_quiz("03_servqual", items=["gap-of-complete-pairs"])
# %% [markdown] lang="zh"
# 全部受访者也这样算，再数一数多少人的差距小于0。**改一个词，再运行**：两个`5`都换成`11`（取号以后很快轮到）。
#
# 22个数谁也记不住，下一格归到五个维度：先对每位受访者求平均，再对所有受访者求平均。
# %% [markdown] lang="en"
# Now the same for all respondents, with a count of gaps below 0. **Change a word and run again:** replace both `5`s with `11` (soon called after taking a number).
#
# Nobody remembers 22 numbers, so the cell after that groups them into five dimensions, averaging first within a dimension for each respondent, then over respondents.
# %%
each = survey["perception_5"] - survey["expectation_5"]
below = 100 * (each < 0).sum() / each.count()
each.agg(["mean", "count"]).round(2)
# %%
gaps = servqual.gaps(survey)
gaps[["expectation", "perception", "gap", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# 可靠性差得最多，有形性差得最少：离优秀网点最远的不是环境，是说好的事办没办成。你写的“最恼火”属于哪个维度？归不进去也正常，比如手续费：五个维度不问价格。
#
# 数人头：第5题的差距小于0的，占{{below:.0f}}%。问卷另有一题问总体满意度，也是1到7分。**我猜**：打1分、2分或3分的，占百分之几？
# %% [markdown] lang="en"
# Reliability is furthest below, tangibles least: what is furthest from an excellent branch is not the premises but whether promises are kept. Which dimension covers what annoys you most? Perhaps none: high charges, say, since the five do not ask about prices.
#
# Now count heads: {{below:.0f}}% have a gap below 0 on item 5. Another question asks about overall satisfaction, also from 1 to 7. **Bet:** what percentage gave a 1, 2 or 3?
# %%
bet("dissatisfied", unit="%", within=5)
# %%
satisfaction = survey["overall_satisfaction"].dropna()
settle("dissatisfied", 100 * (satisfaction <= 3).mean())
# %% [markdown] lang="zh"
# <details><summary>怎么差这么多</summary>
#
# 期望问的是一家优秀的网点。{{below:.0f}}%的人觉得还不到那么好，只有{{100 * (satisfaction <= 3).mean():.0f}}%的人不满意（{{satisfaction.count()}}人作答）。
#
# </details>
#
# **停一下，想一想**。同事说：“可靠性的差距除以7，就是不满意的比例。”他错了几处？
#
# <details><summary>回应</summary>
#
# 差距是平均分之差，不是人数，除以几都变不成比例；低于期望也不是不满意。要知道多少人，就去数人。
#
# </details>
#
# **可以说：五个维度的感知都低于对优秀网点的期望，可靠性差得最多，平均低{{abs(gaps["gap"]["reliability"]):.2f}}分（{{int(gaps["n_used"]["reliability"])}}人）。**
#
# ## ★ 4 先改什么：权重（4分钟）
#
# 差得最多，不等于客户最在乎。每位客户把100分分给五个维度，这就是**权重**（weight）。合计99或101的，按比例调成100；差得更远的猜不出想给谁，不算。
# %% [markdown] lang="en"
# <details><summary>Why so far apart?</summary>
#
# Expectations are of an excellent branch. {{below:.0f}}% find theirs not that good; only {{100 * (satisfaction <= 3).mean():.0f}}% are dissatisfied ({{satisfaction.count()}} answered).
#
# </details>
#
# **Stop and judge.** A colleague says: "Divide the gap of reliability by 7, and you have the share of dissatisfied customers." How many mistakes is that?
#
# <details><summary>Reply</summary>
#
# A gap is a difference between mean scores, not a number of people, and no division turns it into a share; nor is below expectation the same as dissatisfied. To know how many people, count people.
#
# </details>
#
# **What we can say: on all five dimensions perception is below what is expected of an excellent branch, most on reliability, by {{abs(gaps["gap"]["reliability"]):.2f}} points on average ({{int(gaps["n_used"]["reliability"])}} people).**
#
# ## ★ 4 What to improve first: weights (4 minutes)
#
# Furthest below is not the same as most important. Each customer shares 100 points among the five dimensions; these are the **weights**. Sums of 99 or 101 are rescaled to 100; with sums further off we cannot guess what was meant, so they are left out.
# %%
weights = servqual.weights(survey)
weights[["weight", "low", "high", "n_used", "n_rescaled", "n_excluded", "n_missing"]].round(1)
# %% [markdown] lang="zh"
# 最受看重的和你写的一样吗？
#
# 怎样把差距按权重合成一个数？先看两位客户：A在可靠性上差2分，给它80分；B在响应性上差2分，给它80分；另一项两人都没有差距。**心算**：两人平均，加权总差距是多少？
# %% [markdown] lang="en"
# Does the highest weight match what you wrote?
#
# How are gaps and weights combined into one number? Take two customers. A is 2 points short on reliability and gives it 80 points; B is 2 short on responsiveness and gives that 80; neither has a gap on the other. **In your head:** what is their mean weighted gap?
# %%
gap = pd.DataFrame({"reliability": [-2, 0], "responsiveness": [0, -2]}, index=["A", "B"])
weight = pd.DataFrame({"reliability": [80, 20], "responsiveness": [20, 80]}, index=["A", "B"]) / 100
pd.Series({"own_weights": (weight * gap).sum(axis=1).mean(), "mean_weights": (weight.mean() * gap.mean()).sum()})
# %% [markdown] lang="zh"
# 用各人自己的权重，是{{(weight * gap).sum(axis=1).mean():.1f}}；先平均再相乘，只剩{{(weight.mean() * gap.mean()).sum():.0f}}：它说的“平均客户”，一个也没有。全部问卷也一样：用各人自己的权重，总差距是{{servqual.weighted(survey)["gap"]["own_weights"]:.2f}}分，用平均权重是{{servqual.weighted(survey)["gap"]["mean_weights"]:.2f}}分（同样的{{int(servqual.weighted(survey)["n_used"]["own_weights"])}}人）。汇报前一个数。
#
# 再把权重和差距画在一起：
# %% [markdown] lang="en"
# With their own weights it is {{(weight * gap).sum(axis=1).mean():.1f}}; average first and then multiply, and only {{(weight.mean() * gap.mean()).sum():.0f}} is left: that describes an "average customer" who does not exist. The questionnaires show the same: {{servqual.weighted(survey)["gap"]["own_weights"]:.2f}} with everyone's own weights, {{servqual.weighted(survey)["gap"]["mean_weights"]:.2f}} with mean weights (the same {{int(servqual.weighted(survey)["n_used"]["own_weights"])}} people). Report the former.
#
# Now plot weights and gaps together:
# %%
plots.weight_gap(weights, gaps)
# %% [markdown] lang="zh"
# 越往右越看重，越往下差得越多：可靠性两样都占了。
#
# **可以说：可靠性差得最多，也最受看重（平均{{weights["weight"]["reliability"]:.0f}}分，{{int(weights["n_used"]["reliability"])}}人），只看这两样，先改它。**
#
# ## ★ 5 第二项改什么（8分钟）
#
# **轮到你**。行长说：“今年只够改两项。”第二项选响应性还是保证性？写一句理由，再点开。
#
# <details><summary>对照</summary>
#
# 响应性差得更多（{{gaps["gap"]["responsiveness"]:.2f}}对{{gaps["gap"]["assurance"]:.2f}}），保证性更受看重（{{weights["weight"]["assurance"]:.0f}}分对{{weights["weight"]["responsiveness"]:.0f}}分），选哪一项都说得通。还该知道花多少钱，多久见效。
#
# </details>
#
# **我猜**：其余权重不动，保证性要给到多少分，“拉低总数最多的”才会从可靠性换成它？这里和滑块都用平均权重粗算，报告里仍用各人自己的。
# %% [markdown] lang="en"
# Further right is valued more, further down is further below: reliability is both.
#
# **What we can say: reliability is furthest below and valued most ({{weights["weight"]["reliability"]:.0f}} points on average, {{int(weights["n_used"]["reliability"])}} people), so by these two it comes first.**
#
# ## ★ 5 What comes second? (8 minutes)
#
# **Your turn.** The regional head says: "This year we can afford to improve only two." Should the second be responsiveness or assurance? Write a sentence with your reason, then open the reply.
#
# <details><summary>Compare</summary>
#
# Responsiveness is further below ({{gaps["gap"]["responsiveness"]:.2f}} against {{gaps["gap"]["assurance"]:.2f}}), assurance is valued more ({{weights["weight"]["assurance"]:.0f}} points against {{weights["weight"]["responsiveness"]:.0f}}); either can be defended. We should also know the cost, and how soon it would show.
#
# </details>
#
# **Bet:** with the other weights unchanged, how many points must assurance get before it, not reliability, pulls the total down most? This sum and the sliders take mean weights; a report takes everyone's own.
# %%
bet("assurance_points", unit="points", within=10)
# %%
settle("assurance_points", weights["weight"]["reliability"] * gaps["gap"]["reliability"] / gaps["gap"]["assurance"])
# %%
from fsq_lab import explore_weights

explore_weights()
# %% [markdown] lang="zh"
# **可以说：保证性要给到现在的两倍多，结论才会变；权重小改，仍是先改可靠性。**
#
# **停点一**（约27分钟）。下次可以从这里接着学。
#
# ## ★ 6 平均数有多准（7分钟）
#
# 回到B07。它收回{{(survey["branch"] == "B07").sum()}}份，全行{{len(survey)}}份。人数不同，表里的区间宽窄也不同。
#
# **我猜**：B07可靠性的区间，是全行的几倍宽？
# %% [markdown] lang="en"
# **What we can say: assurance would need more than twice its present points; small changes in the weights leave reliability first.**
#
# **Stopping point one** (about 27 minutes). You can go on from here next time.
#
# ## ★ 6 How precise is a mean? (7 minutes)
#
# Back to B07. It returned {{(survey["branch"] == "B07").sum()}} of the {{len(survey)}} questionnaires. Intervals in the table differ in width, since the numbers of people differ.
#
# **Bet:** for reliability, how many times as wide is B07's interval as the one for all branches?
# %%
bet("b07_width", unit="×", within=0.5)
# %%
b07 = servqual.gaps(survey[survey["branch"] == "B07"])
settle("b07_width", (b07["high"] - b07["low"])["reliability"] / (gaps["high"] - gaps["low"])["reliability"])
# %% [markdown] lang="zh"
# <details><summary>为什么不是十倍</summary>
#
# 人数要乘4，区间才缩到一半：宽度大致和人数的平方根成反比。B07的人数约为全行的十一分之一，平方根是三分之一上下。
#
# </details>
#
# **改一个词，再运行**：把`B07`换成人最少的`B09`。
# %% [markdown] lang="en"
# <details><summary>Why not ten times?</summary>
#
# It takes four times the people to halve an interval: its width is roughly proportional to one over the square root of n. B07 has about an eleventh of the people; the square root of that is about a third.
#
# </details>
#
# **Change a word and run again:** replace `B07` with `B09`, the branch with the fewest people.
# %%
servqual.gaps(survey[survey["branch"] == "B07"]).loc[["reliability"], ["gap", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# 这叫**置信区间**（confidence interval）：只问了这些人，真正的平均差距多半落在这一段。同样的调查做很多次，每次都这样算一个区间，大约20次里有19次包含真正的平均差距。
#
# **做一做**：下面每次抽同样多的人，抽20次，虚线是全部受访者的平均。每次40人，20个区间里有几个没盖住虚线？人数加到160，没盖住的会变少吗？
# %% [markdown] lang="en"
# This is a **confidence interval**: only these people were asked, and the true mean gap probably lies in this range. If the survey were repeated many times and an interval computed like this each time, about 19 in 20 would contain the true mean gap.
#
# **Try it.** Below, 20 samples of one size are drawn; the dashed line is the mean of all respondents. With 40 people each, how many of the 20 intervals miss the line? With 160, do fewer miss it?
# %%
from fsq_lab import explore_sample_size

explore_sample_size()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 人多了，区间变窄，没盖住的却没有变少：总是20个里大约有1个。
#
# </details>
#
# **可以说：B07可靠性的平均差距是{{b07["gap"]["reliability"]:.2f}}分，置信区间从{{b07["low"]["reliability"]:.2f}}到{{b07["high"]["reliability"]:.2f}}（{{int(b07["n_used"]["reliability"])}}人）。**
#
# ## 7 哪家网点要帮一把（8分钟）
#
# 最省事的是排名次，批评最后一名。可是12家里总有一家最后。换个问法：把每家和其余网点的全部受访者比，看**差**的区间盖不盖住0。一连比12次，总有碰巧的，所以程序把区间放宽，再用秩次核对一遍。
#
# **我猜**：12个网点里，有几个能说确实和其余不同？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# With more people the intervals get narrower, yet no fewer miss: it stays at about 1 in 20.
#
# </details>
#
# **What we can say: B07's mean gap on reliability is {{b07["gap"]["reliability"]:.2f}}, with a confidence interval from {{b07["low"]["reliability"]:.2f}} to {{b07["high"]["reliability"]:.2f}} ({{int(b07["n_used"]["reliability"])}} people).**
#
# ## 7 Which branch needs help? (8 minutes)
#
# The easy way is to rank the branches and scold the last. But one of 12 is always last. Ask instead: compare each branch with the respondents of all the others, and see whether the interval of the **difference** contains 0. In 12 comparisons something may turn up by chance, so the program widens the intervals and checks again by ranks.
#
# **Bet:** how many of the 12 branches can be said to differ from the rest?
# %%
bet("stand_out", kind="number")
# %%
compared = servqual.compare(survey)
settle("stand_out", compared["note"].isin(["lower", "higher"]).sum())
# %%
plots.comparison(compared)
# %% [markdown] lang="zh"
# <details><summary>倒数第二名呢</summary>
#
# 无法判断：不能说它差，也不能说它和大家一样好。B11偏高，也别急着封“最好”：其余里有B07，拉低了它的对手；从12家里挑最高的，挑中的往往也碰上了好运气。可以说“值得去看看”。
#
# </details>
#
# 做个试验：把网点名称打乱，随机发回去。这时网点之间没有任何真的差别。**改一个词，再运行**：把`1`换成别的数，看看谁是“最后一名”。
# %% [markdown] lang="en"
# <details><summary>And the second from the bottom?</summary>
#
# We cannot tell: we may call it neither bad nor as good as the rest. B11 comes out high, but do not crown it yet: the rest include B07, which pulls its rivals down, and the highest of 12 has usually been lucky too. Say "worth a visit".
#
# </details>
#
# An experiment: shuffle the branch names and deal them out at random. Now no branch truly differs from another. **Change a word and run again:** replace `1` with another number, and see who is "last".
# %%
names = survey["branch"].sample(frac=1, random_state=1).to_numpy()
noise = servqual.compare(survey.assign(branch=names)).sort_values("gap")
noise[["gap", "difference", "low", "high", "note"]].iloc[[0, -1]].round(2)
# %% [markdown] lang="zh"
# 最后一名总会有，区间却几乎总是盖住0：纯属碰巧。
#
# B07的区间离0很远。**我猜**：哪个维度上，还不能说B07比其余网点低？
# %% [markdown] lang="en"
# Some branch is always last, yet its interval nearly always contains 0: chance alone.
#
# B07's interval is far from 0. **Bet:** on which dimension can we not yet say that B07 is lower than the rest?
# %%
bet("b07_spared", "tangibles reliability responsiveness assurance empathy")
# %%
parts = servqual.compare(survey, by="dimension").loc["B07"]
settle("b07_spared", parts.index[parts["note"] == "cannot tell"])
# %% [markdown] lang="zh"
# B07的客户在问卷末尾写了话（合成的原话）：
#
# > “说好周三办成，周三去了，让我等周五。”
# > “柜员一直道歉，还送了我一把伞。我要的不是伞。”
# > “大厅挺干净，人也客气，可就是靠不上。”
#
# **可以说：B07的总差距比其余网点低{{abs(compared["difference"]["B07"]):.2f}}分（区间从{{abs(compared["high"]["B07"]):.2f}}到{{abs(compared["low"]["B07"]):.2f}}，{{int(compared["n_used"]["B07"])}}人）；可靠性低{{abs(parts["difference"]["reliability"]):.2f}}分，响应性低{{abs(parts["difference"]["responsiveness"]):.2f}}分，这两项谁低得更多，还看不出。**
#
# **停点二**（约42分钟）。
#
# ## 8 少问一半，或者多问一次（3分钟）
#
# 每件事问两遍，客户嫌烦。SERVPERF只问感知，题少一半。按感知，保证性最高（{{gaps["perception"]["assurance"]:.2f}}分）；按差距，它只排中间：期望{{gaps["expectation"]["assurance"]:.2f}}分，几乎到顶（天花板效应，ceiling effect，第04课）。哪种测量方法更好，尚无定论：一项汇总17项研究的分析认为，两者预测总体服务质量的效度相当（Carrillat等，2007）。
#
# 还可以多问一次。客户有能接受的最低水平，也有理想水平，两者之间是**容忍区**（zone of tolerance）。感知减最低水平叫MSA，是负数就连底线也没有守住；感知减理想水平叫MSS。换成五家虚构的保险公司。**我猜**：五个维度里，几个低于最低水平？
# %% [markdown] lang="en"
# B07's customers added comments to the questionnaire (synthetic):
#
# > "They said Wednesday. On Wednesday they said Friday."
# > "The teller kept apologising and gave me an umbrella. I hadn't come for an umbrella."
# > "It's clean, they're polite, and you can't count on any of it."
#
# **What we can say: B07's total gap is {{abs(compared["difference"]["B07"]):.2f}} points below the rest (interval {{abs(compared["high"]["B07"]):.2f}} to {{abs(compared["low"]["B07"]):.2f}}, {{int(compared["n_used"]["B07"])}} people); it is lower on reliability by {{abs(parts["difference"]["reliability"]):.2f}} and on responsiveness by {{abs(parts["difference"]["responsiveness"]):.2f}}, and which of these is more we cannot tell.**
#
# **Stopping point two** (about 42 minutes).
#
# ## 8 Ask half as much, or once more (3 minutes)
#
# Being asked everything twice is tedious. SERVPERF asks for perceptions only: half the questions. By perception, assurance is highest ({{gaps["perception"]["assurance"]:.2f}}); by gap, only in the middle: its expectations average {{gaps["expectation"]["assurance"]:.2f}}, close to the top of the scale, a ceiling effect (lesson 04). Which measure is better is not settled: an analysis of 17 studies found them equally valid predictors of overall service quality (Carrillat and others, 2007).
#
# Or ask once more. Customers have a minimum they accept and a desired level; between the two lies the **zone of tolerance**. Perception minus the minimum is MSA (measure of service adequacy): if negative, not even the minimum was met. Perception minus the desired level is MSS (superiority). Now take five invented insurers. **Bet:** how many of the five dimensions are below the minimum?
# %%
bet("below_minimum", kind="number")
# %%
insurance = load("insurance")
zones = servqual.tolerance(insurance)
settle("below_minimum", (zones["position"] == "below").sum())
# %%
zones[["minimum", "perception", "desired", "msa", "msa_low", "msa_high", "position", "n_used"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>用业务话说</summary>
#
# 先把可靠性拉回到底线以上；另外四个维度离理想还远，但客户还能接受。
#
# </details>
#
# **可以说：五家合起来，可靠性的MSA是{{zones["msa"]["reliability"]:.2f}}分（区间从{{zones["msa_low"]["reliability"]:.2f}}到{{zones["msa_high"]["reliability"]:.2f}}，{{int(zones["n_used"]["reliability"])}}人），低于客户能接受的最低水平。**
#
# ## ★ 9 分数看不见什么（7分钟）
#
# 一位柜员，态度好，懂业务，答得快。她把一款客户承受不起的产品卖给了一位老人，老人高高兴兴，每题都打7分。**停一下，想一想**：22题里，哪一题能发现这件事？
#
# <details><summary>回应</summary>
#
# 多半一题也不能。格罗鲁斯（Grönroos，1984）把“得到什么”叫作技术质量，“怎样得到”叫作功能质量；SERVQUAL问的几乎都是后一半。产品合不合适（**适当性**，suitability），说的是不是真话，客户当时看不出。
#
# </details>
#
# 所以问卷之外，还要看客观指标，并且说清**分母**（denominator）：
#
# | 评价内容 | 指标（分子） | 分母 |
# |---|---|---|
# | 事情办对了没有 | 差错笔数 | 业务笔数 |
# | 产品合不合适 | 风险等级高于客户承受能力的销售笔数 | 抽查的销售笔数 |
# | 说的是不是真话 | 有误导的录音数 | 抽查的录音数 |
# | 多少客户来投诉 | 投诉件数 | 客户数（第01课） |
# %% [markdown] lang="en"
# <details><summary>In business words</summary>
#
# Bring reliability back above the minimum first; the other four are still far from the desired level, but acceptable.
#
# </details>
#
# **What we can say: across the five insurers the MSA of reliability is {{zones["msa"]["reliability"]:.2f}} (interval {{zones["msa_low"]["reliability"]:.2f}} to {{zones["msa_high"]["reliability"]:.2f}}, {{int(zones["n_used"]["reliability"])}} people), below the minimum customers accept.**
#
# ## ★ 9 What the score cannot see (7 minutes)
#
# A teller is friendly, competent and quick. She sells an old man a product whose losses he cannot bear; delighted, he answers 7 throughout. **Stop and judge:** which of the 22 items would reveal this?
#
# <details><summary>Reply</summary>
#
# Most likely none. Grönroos (1984) calls what customers receive technical quality and how they receive it functional quality; SERVQUAL asks almost only about the second. Customers cannot see at the time whether a product is right for them (**suitability**) or whether what they were told is true.
#
# </details>
#
# So besides the questionnaire we need objective indicators, each with its **denominator**:
#
# | What is judged | Indicator (numerator) | Denominator |
# |---|---|---|
# | Was it done right? | errors | transactions |
# | Did the product suit? | sales riskier than the customer can bear | sales checked |
# | Was it true? | misleading recordings | recordings checked |
# | How many complain? | complaints | customers (lesson 01) |
# %%
take_quiz("03_servqual", items=["what-the-interval-says", "below-the-zone", "what-the-score-cannot-see"])
# %% [markdown] lang="zh"
# **可以说：问卷量的是客户感受到的过程；办得对不对，产品合不合适，要另外去查。**
#
# ## 10 证券公司和保险公司（4分钟）
#
# 换一个行业，**关键时刻**（moment of truth）就变了：客户在哪一刻认定服务是好是坏。
#
# | | 关键时刻 | 客观指标 |
# |---|---|---|
# | 银行网点 | 柜台办理、吞卡、记错账 | 等候时间、差错率 |
# | 证券公司 | 开盘登不登得上、追加保证金的通知 | 系统中断分钟数、委托差错率 |
# | 保险公司 | 销售时讲没讲明白、理赔 | 理赔天数、拒赔后改赔率、回访发现误导销售的比例 |
#
# 手机银行没有人当面服务，五个维度不太适用，另有E-S-QUAL量表（Parasuraman、Zeithaml和Malhotra，2005）。
#
# 先看五家虚构的证券公司，用它们自己的22题。遇到过系统中断的客户，五个维度都打低分吗？
# %% [markdown] lang="en"
# **What we can say: the questionnaire measures the process as customers felt it; whether it was done right and the product suited has to be checked separately.**
#
# ## 10 Securities companies and insurers (4 minutes)
#
# In another industry the **moments of truth** change: the moments when customers decide whether service is good or bad.
#
# | | Moments of truth | Objective indicators |
# |---|---|---|
# | Bank branch | counter service, a card swallowed by the machine, a wrong entry | waiting time, error rate |
# | Securities company | logging in at the opening, notice of a margin call | minutes of outage, order error rate |
# | Insurer | clear words at the sale, a claim | days to settle, share of refusals reversed, share of mis-selling found by follow-up calls |
#
# In mobile banking nobody serves in person; the five dimensions fit it poorly, and it has its own scale, E-S-QUAL (Parasuraman, Zeithaml and Malhotra, 2005).
#
# First, five invented securities companies, with 22 items of their own. Do clients who met an outage score all five dimensions lower?
# %%
securities = load("securities")
outage = servqual.gaps(securities, group="outage_seen")
plots.gaps_by_group(outage)
# %% [markdown] lang="zh"
# 有形性和移情性看不出差别（区间几乎重合，不等于证明一样）。可靠性低得最多：没遇到的是{{outage["gap"]["not_seen", "reliability"]:.2f}}（区间从{{outage["low"]["not_seen", "reliability"]:.2f}}到{{outage["high"]["not_seen", "reliability"]:.2f}}），遇到过的是{{outage["gap"]["seen", "reliability"]:.2f}}（区间从{{outage["low"]["seen", "reliability"]:.2f}}到{{outage["high"]["seen", "reliability"]:.2f}}，{{int(outage["n_used"]["seen", "reliability"])}}人）。
#
# 再看保险公司。申请过理赔的客户填了天数：IN2平均{{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].mean():.0f}}天（{{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].count()}}件），其余四家{{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].mean():.0f}}天（{{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].count()}}件）。IN2的服务落在容忍区的什么位置？**改一个词，再运行**：把`IN2`换成`IN3`。
# %% [markdown] lang="en"
# On tangibles and empathy no difference can be seen (the intervals nearly coincide, which does not prove it). Reliability differs most: {{outage["gap"]["not_seen", "reliability"]:.2f}} among those who met none (interval {{outage["low"]["not_seen", "reliability"]:.2f}} to {{outage["high"]["not_seen", "reliability"]:.2f}}), {{outage["gap"]["seen", "reliability"]:.2f}} among those who did ({{outage["low"]["seen", "reliability"]:.2f}} to {{outage["high"]["seen", "reliability"]:.2f}}, {{int(outage["n_used"]["seen", "reliability"])}} people).
#
# Now insurers. Customers who made a claim gave the days it took: {{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].mean():.0f}} on average at IN2 ({{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].count()}} claims), {{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].mean():.0f}} at the other four ({{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].count()}}). Where in the zone is IN2? **Change a word and run again:** replace `IN2` with `IN3`.
# %%
insurance = load("insurance")
at_in2 = servqual.tolerance(insurance[insurance["insurer"] == "IN2"])
at_in2[["msa", "msa_low", "msa_high", "position", "n_used"]].round(2)
# %% [markdown] lang="zh"
# 问卷说可靠性，天数说理赔慢。赔得**对不对**，两样都没有说，得抽查案卷。原中国保监会2015年的《保险公司服务评价管理办法（试行）》，给财产险和人身险各定了8个定量指标，大多来自业务记录，财产险的还有一项满意度。
#
# **可以说：IN2可靠性的MSA是{{at_in2["msa"]["reliability"]:.2f}}分（区间从{{at_in2["msa_low"]["reliability"]:.2f}}到{{at_in2["msa_high"]["reliability"]:.2f}}，{{int(at_in2["n_used"]["reliability"])}}人）；理赔平均要{{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].mean():.0f}}天（±{{1.96 * insurance.loc[insurance["insurer"] == "IN2", "claim_days"].sem():.1f}}，{{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].count()}}件），别家{{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].mean():.0f}}天（±{{1.96 * insurance.loc[insurance["insurer"] != "IN2", "claim_days"].sem():.1f}}，{{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].count()}}件）。**
#
# ## 11 我的一页报告（4分钟）
#
# 行长只看一页，第一眼看到的是你的一句话。挑一家网点，在`sentence`的引号里写一句：哪个维度，差多少，问了多少人。
# %% [markdown] lang="en"
# The questionnaire says reliability, the days say slow claims. Neither can say whether claims are decided **rightly**; that takes a check of files. The Trial Measures for the Service Evaluation of Insurers (former China Insurance Regulatory Commission, 2015) set 8 quantitative indicators each for property and life insurers, most of them from records; one of the property insurers' is a satisfaction score.
#
# **What we can say: at IN2 the MSA of reliability is {{at_in2["msa"]["reliability"]:.2f}} (interval {{at_in2["msa_low"]["reliability"]:.2f}} to {{at_in2["msa_high"]["reliability"]:.2f}}, {{int(at_in2["n_used"]["reliability"])}} people); its claims took {{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].mean():.0f}} days on average (±{{1.96 * insurance.loc[insurance["insurer"] == "IN2", "claim_days"].sem():.1f}}, {{insurance.loc[insurance["insurer"] == "IN2", "claim_days"].count()}} claims), the others' {{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].mean():.0f}} (±{{1.96 * insurance.loc[insurance["insurer"] != "IN2", "claim_days"].sem():.1f}}, {{insurance.loc[insurance["insurer"] != "IN2", "claim_days"].count()}}).**
#
# ## 11 My one-page report (4 minutes)
#
# The regional head reads one page, and your sentence first. Choose a branch and write a sentence between the quotation marks of `sentence`: which dimension, how much, how many people were asked.
# %%
from fsq_lab import my_report

branch = "B07"
sentence = ""
my_report(survey, branch, sentence, file="my-report.html")
# %% [markdown] lang="zh"
# 打开这一页，把句子和下面的数字对一遍。**可以说的，就是区间撑得住的那一句；撑不住，就改句子。**
#
# ## 小结
#
# 四点了，给行长的话：“我们收回{{len(survey)}}份问卷。可靠性差得最多，也最受看重，先改它，比如按说好的时间办成。12个网点里B07确实低，请帮它；别家的名次不要当真。办得对不对，产品合不合适，请另查差错率和适当性。”
#
# **档案B07，新的一行**：客户感觉得到。它明显低于其余网点；离优秀网点，可靠性差得最多。为什么，问卷没有说。
#
# **练习**：打开[练习03](../../exercises/zh/03_servqual/03_servqual.ipynb)。**接下来**是第04课“量表可信吗”：会不会是尺子的问题？走之前，数一数猜中了几次。
#
# **资料来源**：SERVQUAL [PZB1988]，差距模型 [PZB1985]；Grönroos（1984），European Journal of Marketing 18(4)；SERVPERF：Cronin和Taylor（1992）；容忍区：Zeithaml、Berry和Parasuraman（1993）；E-S-QUAL：Parasuraman、Zeithaml和Malhotra（2005），Journal of Service Research 7(3)；两种量法的比较：Carrillat、Jaramillo和Mulki（2007）。保险公司的这部办法今天归国家金融监督管理总局管，文号、是否仍照它评价，都未核实；不构成法律意见。
# %% [markdown] lang="en"
# Open the page and check your sentence against the numbers below it. **Say only what the intervals support; where they do not, change the sentence.**
#
# ## Summary
#
# It is four o'clock. You might tell the regional head: "We have {{len(survey)}} answers. Reliability is furthest below and valued most; start there, for instance with doing things by the time promised. Of the 12 branches B07 really is low, so help it, and do not take the other ranks seriously. To see whether things are done right and products suit, check error rates and suitability."
#
# **File B07, a new line:** its customers feel it. It is clearly below the others, and furthest from an excellent branch on reliability. The questionnaire does not say why.
#
# **Practice:** open [exercise 03](../../exercises/en/03_servqual/03_servqual.ipynb). **Next** comes lesson 04, "Can the scale be trusted?": could it be the ruler? Before you go, see how many bets you won.
#
# **Sources:** SERVQUAL [PZB1988] and the gap model [PZB1985]; Grönroos (1984), European Journal of Marketing 18(4); SERVPERF: Cronin and Taylor (1992); zone of tolerance: Zeithaml, Berry and Parasuraman (1993); E-S-QUAL: Parasuraman, Zeithaml and Malhotra (2005), Journal of Service Research 7(3); the two measures compared: Carrillat, Jaramillo and Mulki (2007). The rule on insurers is now administered by the National Financial Regulatory Administration; its number, and whether insurers are still rated by it, were not checked. Not legal advice.
# %%
bets()
