# %% [markdown] lang="zh"
# # 03 用SERVQUAL测量服务质量
#
# **用时**：65分钟（讲40分钟，做25分钟），课后练习另计90分钟（只做带★的题，45分钟）；只走带★的短路径，约44分钟。
#
# 一家分行管着12个网点，行长手里有600多份客户问卷。下午四点开会，他要说清三件事：客户觉得哪里不够好，先改什么，哪家网点要帮一把。他把问卷交给了你。
#
# **本课回答**
# - 问卷上的1到7分，怎样变成一句站得住的话？
# - 先改差得最多的，还是先改客户最看重的？
# - 一个平均数准到什么程度？网点之间是真有高低，还是碰巧？
# - 分数高，服务就一定好吗？这套办法能不能照搬到证券公司和保险公司？
#
# **学习目标**
# - 知识目标：解释感知服务质量，说明这个分数看不见什么（K1）。
# - 技能目标：用SERVQUAL评价银行网点、证券公司和保险公司的服务质量，每个结论都带上人数和区间（S1）。
# %% [markdown] lang="en"
# # 03 Measuring service quality with SERVQUAL
#
# **Time:** 65 minutes (40 taught, 25 practice), and 90 more for the exercises afterwards (45 for the starred questions). The starred short path (★) takes about 44.
#
# A regional head runs 12 branches and holds more than 600 questionnaires from customers. At four this afternoon he has to say three things: where customers find us wanting, what to mend first, and which branch needs help. He hands the questionnaires to you.
#
# **Questions of this lesson**
# - How do answers from 1 to 7 become one sentence that holds?
# - Should we mend first what falls furthest short, or what customers value most?
# - How exact is a mean? Do branches really differ, or by chance?
# - Does a high score mean good service? Can the method be carried over to securities companies and insurers as it is?
#
# **Objectives**
# - Knowledge: explain perceived service quality, and say what this score cannot see (K1).
# - Skill: evaluate the service quality of bank branches, securities companies and insurers with SERVQUAL, giving n and an interval with every conclusion (S1).
# %% [markdown] lang="zh"
# ## ★ 1 一个下午，600多份问卷（3分钟）
#
# 先别看数据。你是网点的客户，最看重什么？最不满意什么？各写一条，第3、4节拿出来对照。
#
# 再猜一猜：12个网点，每家收回的问卷差不多一样多吗？
# %% [markdown] lang="en"
# ## ★ 1 One afternoon, 600 questionnaires (3 minutes)
#
# Do not look at the data yet. As a customer of a branch, what matters most to you, and what annoys you most? Write down one of each, to be compared in sections 3 and 4.
#
# And guess: did the 12 branches return about equally many questionnaires?
# %%
survey = load("bank_branch")
survey["branch"].value_counts().sort_index()
# %% [markdown] lang="zh"
# 一共{{len(survey)}}份，最多的B05有{{(survey["branch"] == "B05").sum()}}份，最少的B09只有{{(survey["branch"] == "B09").sum()}}份。份数越少，平均数越容易碰巧偏高或偏低，第6节比较网点时要用到这一点。
#
# 这家分行是虚构的，问卷是**合成数据**（synthetic data），由程序按写明的规则生成，种子（seed）是{{survey.attrs["synthetic_seed"]}}。它只用来练方法，不代表任何真实网点。
#
# ## ★ 2 量表怎么问（5分钟）
#
# 客户办完业务，会拿自己的经历和心里的标准比一比，比出来的印象就是**感知服务质量**（perceived service quality）。要量它，得先把“服务”拆成客户答得上来的话。SERVQUAL量表有22个**题项**（item），分属五个**维度**（dimension）[PZB1988]：
#
# | 维度 | 问的是 | 题号 |
# |---|---|---|
# | 有形性 | 设备、环境、仪表、公示 | 1到4 |
# | 可靠性（reliability） | 说到做到，一次办好，不出差错 | 5到9 |
# | 响应性 | 乐意帮忙，办得快 | 10到13 |
# | 保证性 | 懂业务，有礼貌，让人放心 | 14到17 |
# | 移情性 | 关心每位客户的需要 | 18到22 |
#
# 原题有版权，这里的题目由本课程按题意自拟。有的教材把响应性印成`相应性`，说的是同一个维度。
#
# **先猜**：22句话里，有几句是反着问的，比如“工作人员不耐烦”？运行后点开列的清单，再看看第5、6、13题的问法。
# %% [markdown] lang="en"
# There are {{len(survey)}} in all: {{(survey["branch"] == "B05").sum()}} from B05, the most, and {{(survey["branch"] == "B09").sum()}} from B09, the fewest. The fewer there are, the more easily a mean comes out high or low by chance; section 6 on comparing branches needs this.
#
# The bank is invented and its questionnaires are **synthetic data**, made by a program from rules that are written down, with seed {{survey.attrs["synthetic_seed"]}}. They serve to practise the method and describe no real branch.
#
# ## ★ 2 What the scale asks (5 minutes)
#
# When their business is done, customers set what they met against a standard of their own; the impression that results is **perceived service quality**. To measure it, "service" has to be taken apart into statements that customers can answer. The SERVQUAL scale has 22 **items** in five **dimensions** [PZB1988]:
#
# | Dimension | What it asks about | Items |
# |---|---|---|
# | Tangibles | machines, premises, appearance, posted notices | 1 to 4 |
# | Reliability | promises kept, right the first time, no mistakes | 5 to 9 |
# | Responsiveness | willing and prompt help | 10 to 13 |
# | Assurance | knowledge, courtesy, trust | 14 to 17 |
# | Empathy | attention to each customer's needs | 18 to 22 |
#
# The original items are under copyright; those used here are the course's own wording of their meanings. Some Chinese textbooks misprint the name of responsiveness; the dimension is the same.
#
# **Guess first:** how many of the 22 statements are put in the negative, such as "staff are impatient"? Run, open the list of columns, and look at how items 5, 6 and 13 are put.
# %%
describe("bank_branch")
# %% [markdown] lang="zh"
# 一句也没有。反着问的话，读得快的人会漏掉那个“不”字，答案就正好反了，所以22句都正着问。7分是“非常同意”，1分是“非常不同意”，中间的4分是“说不上”。
#
# 每一题还可以选“没有经历过”。**猜一猜**：哪一题没有答案的人最多？看下图最右边的斜线条。
# %% [markdown] lang="en"
# None. Read quickly, a negative statement loses its "not" and the answer turns into its opposite, so all 22 are put positively. 7 is "strongly agree", 1 "strongly disagree", and 4 in the middle "neither".
#
# Each item may also be answered "no experience". **Guess:** which item did most people leave without an answer? Look at the hatched bars on the right of the chart.
# %%
shares = servqual.profile(survey)
plots.response_profile(shares)
# %% [markdown] lang="zh"
# 是第{{shares["no_answer"].idxmax()}}题（遇到问题时，比如卡被机器吞了，工作人员真心帮着解决）：{{100 * shares["no_answer"].max():.0f}}%的人没有答，多半选的是“没有经历过”：没遇到过问题的客户，本来就答不了。
#
# 有人嫌空格难看，想把第6题的空格都填成中间的4分。**先说方向**：平均分会升还是会降？
# %% [markdown] lang="en"
# Item {{shares["no_answer"].idxmax()}} (when there is a problem, such as a card kept by a machine, staff sincerely help to solve it): {{100 * shares["no_answer"].max():.0f}}% gave no answer, most of them by choosing "no experience": customers who met no problem cannot judge this.
#
# Somebody dislikes the blanks and wants to fill those of item 6 with 4, the middle of the scale. **Say the direction first:** will the mean rise or fall?
# %%
item_6 = survey["perception_6"]
pd.Series({"as answered": item_6.mean(), "blanks as 4": item_6.fillna(4).mean()}).round(2)
# %% [markdown] lang="zh"
# 降了{{item_6.mean() - item_6.fillna(4).mean():.2f}}分。数不大，却是编出来的：{{item_6.isna().sum()}}位没有答的客户，被人替他们打了分。“没有经历过”不是中点，更不是0分，空着就好。
#
# ## ★ 3 差多少（7分钟）
#
# 同一件事，每位**受访者**（respondent）答两次。一家优秀的网点会做到什么程度，这是**期望**（expectation）；自己去的这家做到了什么程度，这是**感知**（perception）。感知减期望，就是**差距**（gap）：负数表示没有达到期望。
#
# **动笔**：下面四位受访者，第5题（按说好的时间办成）的差距各是几？先写下来。
# %% [markdown] lang="en"
# It fell by {{item_6.mean() - item_6.fillna(4).mean():.2f}} points. Not much, but invented: {{item_6.isna().sum()}} customers who gave no answer had one given for them. "No experience" is not the midpoint, still less a zero; leave it blank.
#
# ## ★ 3 How far short? (7 minutes)
#
# Each **respondent** answers the same thing twice. How far an excellent branch would do it is the **expectation**; how far their own branch does it is the **perception**. Perception minus expectation is the **gap**: negative means below expectation.
#
# **With a pencil:** what are the gaps of these four respondents at item 5 (done by the time promised)? Write them down first.
# %%
survey[["respondent", "branch", "expectation_5", "perception_5"]].head(4)
# %% [markdown] lang="zh"
# 对一下：{{"、".join(f"{gap:.0f}" for gap in (survey["perception_5"] - survey["expectation_5"]).head(4))}}。两次都答了才有差距，缺一次就不算这个人。
#
# 把所有人的差距平均起来，22题里哪一题低得最多？**先猜，再运行**。
# %% [markdown] lang="en"
# Compare: {{", ".join(f"{gap:.0f}" for gap in (survey["perception_5"] - survey["expectation_5"]).head(4))}}. There is a gap only where both answers are given; with one missing, that person does not count here.
#
# Average everybody's gaps: which of the 22 items is furthest below expectation? **Guess, then run.**
# %%
items = servqual.gaps(survey, by="item")
items.sort_values("gap")[["dimension", "gap", "low", "high", "n_used"]].head(5).round(2)
# %% [markdown] lang="zh"
# 第{{items["gap"].idxmin()}}题，平均低{{abs(items["gap"].min()):.2f}}分，算的是两次都答了的{{int(items["n_used"][items["gap"].idxmin()])}}人。差得最多的五题里，{{(items.nsmallest(5, "gap")["dimension"] == "reliability").sum()}}题属于可靠性。
#
# 22个数，开会时谁也记不住，所以归到五个维度：先在每位受访者的一个维度内求平均，再对所有受访者求平均。一个维度里两次都答了的题不到一半，这位受访者就不算。这是差距模型五个差距里客户看得见的那一个，另外四个藏在机构内部（第02课，还没写好）[PZB1985]。
#
# **先猜**：五个维度从差到好，怎样排？
# %% [markdown] lang="en"
# Item {{items["gap"].idxmin()}}, by {{abs(items["gap"].min()):.2f}} points on average, over the {{int(items["n_used"][items["gap"].idxmin()])}} people who answered it twice. Of the five items furthest below, {{(items.nsmallest(5, "gap")["dimension"] == "reliability").sum()}} belong to reliability.
#
# Nobody in a meeting remembers 22 numbers, so they are gathered into five dimensions: average within a dimension for each respondent first, then over respondents. Whoever has both answers for less than half of a dimension's items does not count there. Of the five gaps of the gap model this is the one customers see; the other four lie inside the institution (lesson 02, not written yet) [PZB1985].
#
# **Guess first:** from worst to best, how do the five dimensions line up?
# %%
gaps = servqual.gaps(survey)
gaps[["expectation", "perception", "gap", "low", "high", "n_used", "n_missing", "n_excluded"]].round(2)
# %%
plots.gaps(gaps)
# %% [markdown] lang="zh"
# 五个维度都没有达到期望：可靠性差得最多，低{{abs(gaps["gap"]["reliability"]):.2f}}分；有形性差得最少，低{{abs(gaps["gap"]["tangibles"]):.2f}}分。用业务话说：客户最嫌的不是环境，是说好的时间办不成。再看你开头写的“最不满意”，它属于哪个维度？归不进去也正常，比如嫌手续费贵：五个维度不问价格。
#
# **停一下，想一想**。同事说：“{{abs(gaps["gap"]["reliability"]):.2f}}除以7，也就是有{{-100 * gaps["gap"]["reliability"] / 7:.0f}}%的客户对可靠性不满意。”他错在哪里？
#
# <details><summary>回应</summary>
#
# 差距是平均分之差，不是人数，除以几都变不成“百分之几的客户”。要知道多少人不满意，得去数人：数一数有多少位受访者的感知低于自己的期望。况且量表从1分起，两头相距6分，除以7也没有来由。
#
# </details>
# %% [markdown] lang="en"
# All five dimensions are below expectation: reliability most, by {{abs(gaps["gap"]["reliability"]):.2f}} points, and tangibles least, by {{abs(gaps["gap"]["tangibles"]):.2f}}. In business words: what customers mind is not the premises but things that are not done by the promised time. Now look at what annoyed you most, written at the start: which dimension is it in? It may be in none, as with high charges: the five do not ask about prices.
#
# **Stop and judge.** A colleague says: "{{abs(gaps["gap"]["reliability"]):.2f}} divided by 7: so {{-100 * gaps["gap"]["reliability"] / 7:.0f}}% of customers are dissatisfied with reliability." Where does he go wrong?
#
# <details><summary>Reply</summary>
#
# A gap is a difference of mean scores, not a number of people, and no division turns it into "so many per cent of customers". To know how many are dissatisfied, count people: how many respondents perceive less than they themselves expect. Besides, the scale begins at 1 and its ends are 6 apart, so nothing speaks for dividing by 7.
#
# </details>
# %% [markdown] lang="zh"
# ## ★ 4 先改什么：权重（8分钟）
#
# 差得最多，不等于客户最在乎。问卷请每位客户把100分分给五个维度，越看重的给得越多，这就是**权重**（weight）。
#
# **先猜两件事**：哪个维度得分最多？{{len(survey)}}个人里，有多少人分的分加起来不是100？
# %% [markdown] lang="en"
# ## ★ 4 What to mend first: weights (8 minutes)
#
# Furthest below is not the same as most important. The questionnaire asks each customer to share 100 points over the five dimensions, more for what matters more; these are the **weights**.
#
# **Guess two things first:** which dimension gets most points? And of {{len(survey)}} people, how many gave points that do not add up to 100?
# %%
points = survey.filter(like="weight_").sum(axis=1, min_count=5)
points.value_counts(dropna=False).rename("people")
# %% [markdown] lang="zh"
# {{(points == 100).sum()}}人正好分完。差1分的{{((points - 100).abs() == 1).sum()}}人多半是手滑，按比例调成100。分了120或200的{{((points - 100).abs() > 1).sum()}}人，我们猜不出他们想给谁多少，就不猜，排除不算。还有{{points.isna().sum()}}人没填（NaN）。下表的人数列把这几种人都交代了。
# %% [markdown] lang="en"
# {{(points == 100).sum()}} people shared out exactly 100. The {{((points - 100).abs() == 1).sum()}} who are off by 1 probably slipped; theirs are rescaled to 100. What the {{((points - 100).abs() > 1).sum()}} who gave 120 or 200 had in mind we cannot guess, so we do not: they are excluded. {{points.isna().sum()}} left it blank (NaN). The columns of numbers below account for all of them.
# %%
weights = servqual.weights(survey)
weights[["weight", "low", "high", "n_used", "n_rescaled", "n_excluded", "n_missing"]].round(1)
# %% [markdown] lang="zh"
# 客户最看重可靠性，平均给{{weights["weight"]["reliability"]:.0f}}分；其次是保证性，{{weights["weight"]["assurance"]:.0f}}分。和你开头写的那一条一样吗？
#
# 接着把差距按权重合成一个总数。先看只有两位客户的情形。甲被可靠性惹恼了（差距−2），给它80分；乙被响应性惹恼了（差距−2），给它80分；另一项两人都没有差距。**心算**：两人平均，加权总差距是多少？
# %% [markdown] lang="en"
# Customers value reliability most, with {{weights["weight"]["reliability"]:.0f}} points on average, and then assurance, with {{weights["weight"]["assurance"]:.0f}}. Is that what you wrote at the start?
#
# Now put the gaps together into one total by these weights. Begin with two customers only. A was annoyed by reliability (gap −2) and gives it 80 points; B was annoyed by responsiveness (gap −2) and gives that 80; neither has a gap on the other. **In your head:** what is their mean weighted gap?
# %%
gap = pd.DataFrame({"reliability": [-2, 0], "responsiveness": [0, -2]}, index=["A", "B"])
weight = pd.DataFrame({"reliability": [80, 20], "responsiveness": [20, 80]}, index=["A", "B"]) / 100
pd.Series({"own weights": (weight * gap).sum(axis=1).mean(), "mean weights": (weight.mean() * gap.mean()).sum()})
# %% [markdown] lang="zh"
# 用各人自己的权重，每人都是{{(weight * gap).sum(axis=1)["A"]:.1f}}，平均还是{{(weight * gap).sum(axis=1).mean():.1f}}。先把权重平均成各一半、差距平均成各−1，再相乘，只剩{{(weight.mean() * gap.mean()).sum():.0f}}：它说的是一位“平均客户”，而这样的客户一个也没有。乘积的平均，不是平均的乘积。
#
# **先猜**：换成全部问卷，两种算法谁更低？
# %% [markdown] lang="en"
# With their own weights each comes to {{(weight * gap).sum(axis=1)["A"]:.1f}}, and so does the mean. Average the weights first (half and half) and the gaps first (−1 each), then multiply, and only {{(weight.mean() * gap.mean()).sum():.0f}} is left: that answers for an "average customer", and there is no such person. The mean of products is not the product of means.
#
# **Guess first:** over all questionnaires, which of the two comes out lower?
# %%
totals = servqual.weighted(survey)
totals[["gap", "low", "high", "n_used", "n_rescaled", "n_excluded", "n_missing"]].round(2)
# %% [markdown] lang="zh"
# 各人用自己的权重（`own_weights`），平均低{{abs(totals["gap"]["own_weights"]):.2f}}分；用平均权重（`mean_weights`）是{{abs(totals["gap"]["mean_weights"]):.2f}}分，五个维度一样重（`unweighted`）是{{abs(totals["gap"]["unweighted"]):.2f}}分。在这批数据里，客户给让自己失望的维度打的分更多，一平均，这层意思就没了。汇报时用第一个数。
#
# 再把权重和差距画在一起：越往右越看重，越往下越差。**先猜**：右下角是谁？
# %% [markdown] lang="en"
# With everyone's own weights (`own_weights`) service is {{abs(totals["gap"]["own_weights"]):.2f}} points below expectation; with mean weights (`mean_weights`) {{abs(totals["gap"]["mean_weights"]):.2f}}, and with five equal dimensions (`unweighted`) {{abs(totals["gap"]["unweighted"]):.2f}}. In these data customers give more points to what let them down, and averaging first loses that. Report the first figure.
#
# Now draw weight and gap together: further right is valued more, further down is worse. **Guess first:** who is at the bottom right?
# %%
plots.weight_gap(weights, gaps)
# %% [markdown] lang="zh"
# 可靠性：客户最看重，又差得最多。单看这张图，先改它理由最足。
#
# **停一下，想一想**。行长说：“今年只够改两项。”第二项选响应性还是保证性？写出一条理由，再写出你还想知道的一件事。
#
# <details><summary>回应</summary>
#
# 响应性差得更多（{{gaps["gap"]["responsiveness"]:.2f}}对{{gaps["gap"]["assurance"]:.2f}}），保证性更受看重（{{weights["weight"]["assurance"]:.0f}}分对{{weights["weight"]["responsiveness"]:.0f}}分），两项选哪一项都说得通，理由要说出来。还该知道的有：改一项要花多少钱，多久见效；客户嘴上说的看重，和真正影响他满意的，是不是一回事（第05课，还没写好）；保证性的期望有没有顶到头（第8节）。
#
# </details>
#
# **做一做**：下面的滑块把同一组权重用在所有人身上，五个数合计不是100时按比例调成100。先猜：其余不动，保证性要给到多少分，“拉低最多的”才会从可靠性换成它？
# %% [markdown] lang="en"
# Reliability: valued most and furthest below. By this chart alone it has the strongest case for coming first.
#
# **Stop and judge.** The regional head says: "This year we can afford to mend two." Is the second responsiveness or assurance? Write down one reason, and one thing you would still want to know.
#
# <details><summary>Reply</summary>
#
# Responsiveness is further below ({{gaps["gap"]["responsiveness"]:.2f}} against {{gaps["gap"]["assurance"]:.2f}}), assurance is valued more ({{weights["weight"]["assurance"]:.0f}} points against {{weights["weight"]["responsiveness"]:.0f}}); either can be defended, if the reason is given. Still to be known: what mending costs and how soon it shows; whether what customers say they value is what moves their satisfaction (lesson 05, not written yet); whether expectations of assurance stand at the top of the scale (section 8).
#
# </details>
#
# **Try it.** The sliders below use one set of weights for everybody; where the five do not add up to 100 they are rescaled. Guess first: with the others left alone, how many points must assurance get before it takes the place of reliability as what pulls the total down most?
# %%
from fsq_lab import explore_weights

explore_weights()
# %% [markdown] lang="zh"
# 大约{{28 * gaps["gap"]["reliability"] / gaps["gap"]["assurance"]:.0f}}分，差不多是现在的两倍。权重小改，“先改可靠性”不变；要改到离谱才会变，这个结论就站得住。把所有的分都给一个维度，总差距也只在{{gaps["gap"]["tangibles"]:.2f}}和{{gaps["gap"]["reliability"]:.2f}}之间走。
#
# **停点一**（约23分钟）。下次可以从这里接着学。
# %% [markdown] lang="en"
# About {{28 * gaps["gap"]["reliability"] / gaps["gap"]["assurance"]:.0f}}, some twice what it has. Small changes leave "reliability first" as it is, and only absurd ones overturn it, so the conclusion holds. With all points on one dimension the total still moves only between {{gaps["gap"]["tangibles"]:.2f}} and {{gaps["gap"]["reliability"]:.2f}}.
#
# **Stopping point one** (about 23 minutes). You can go on from here next time.
# %%
take_quiz("03_servqual", items=["equal-gaps-unequal-levels", "gap-of-complete-pairs", "own-weights-first"])
# %% [markdown] lang="zh"
# ## ★ 5 平均数有多准（8分钟）
#
# 行长特别担心B07网点。它只收回{{(survey["branch"] == "B07").sum()}}份问卷，不到全部的十分之一。**先猜**：B07的区间，大约是全行的几倍宽？
# %% [markdown] lang="en"
# ## ★ 5 How exact is a mean? (8 minutes)
#
# The regional head worries most about branch B07. It returned {{(survey["branch"] == "B07").sum()}} questionnaires, less than a tenth of all. **Guess first:** how many times as wide as for all branches are its intervals?
# %%
b07 = survey.query("branch == 'B07'")
worst = servqual.gaps(b07)
worst[["gap", "sd", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# B07的可靠性平均低{{abs(worst["gap"]["reliability"]):.2f}}分，**置信区间**（confidence interval）从{{worst["low"]["reliability"]:.2f}}到{{worst["high"]["reliability"]:.2f}}，宽度是全行的{{(worst["high"] - worst["low"])["reliability"] / (gaps["high"] - gaps["low"])["reliability"]:.1f}}倍。它的意思是：同样的调查做很多次，每次都这样算一个区间，大约20次里有19次包含真正的平均差距。
#
# 这个区间用的是t分布。1到7的整数并不是钟形的，换一个不靠钟形的办法核对：**自助法**（bootstrap），把这些受访者当成全部客户，有放回地重抽2000次。**先猜**：两种区间会差很多吗？
# %% [markdown] lang="en"
# At B07 reliability is {{abs(worst["gap"]["reliability"]):.2f}} points below expectation, with a **confidence interval** from {{worst["low"]["reliability"]:.2f}} to {{worst["high"]["reliability"]:.2f}}, {{(worst["high"] - worst["low"])["reliability"] / (gaps["high"] - gaps["low"])["reliability"]:.1f}} times as wide as for all branches. It means: if the survey were repeated many times and an interval made like this each time, about 19 in 20 would hold the true mean gap.
#
# This interval rests on the t distribution. Whole numbers from 1 to 7 are not bell-shaped, so check by a way that does not need a bell: the **bootstrap** takes these respondents for all customers and draws from them 2,000 times, with replacement. **Guess first:** will the two intervals differ much?
# %%
again = servqual.gaps(b07, interval="bootstrap")
pd.concat({"t": worst[["low", "high"]], "bootstrap": again[["low", "high"]]}, axis=1).round(2)
# %% [markdown] lang="zh"
# 几乎一样，最多差{{(worst[["low", "high"]] - again[["low", "high"]]).abs().max().max():.2f}}分：将近60个人的平均数，两种办法说的是一回事。人数不到20时，自助法的区间会偏窄，程序会注明。
#
# 区间太宽，就多问些人。**先猜**：要让区间缩到一半，人数得是原来的几倍？下面从全部问卷里随机抽10、40、160、640人来算总差距。
# %% [markdown] lang="en"
# Hardly: by {{(worst[["low", "high"]] - again[["low", "high"]]).abs().max().max():.2f}} points at most. For the mean of nearly 60 people the two ways say the same. Below 20 people the bootstrap is too narrow, and the program says so.
#
# If an interval is too wide, ask more people. **Guess first:** to halve the interval, how many times as many? Below, 10, 40, 160 and 640 people are drawn at random from all questionnaires, and the total gap is worked out.
# %%
draws = {people: servqual.gaps(survey.sample(people, random_state=1), by="total") for people in (10, 40, 160, 640)}
sizes = pd.concat(draws, names=["people"]).droplevel("total")
sizes.assign(width=sizes["high"] - sizes["low"])[["gap", "low", "high", "width"]].round(2)
# %% [markdown] lang="zh"
# 人数乘4，区间大约缩到一半。从10人加到40人，区间窄了{{(sizes["high"] - sizes["low"])[10] - (sizes["high"] - sizes["low"])[40]:.2f}}分；从160人加到640人，多问了480人，只窄了{{(sizes["high"] - sizes["low"])[160] - (sizes["high"] - sizes["low"])[640]:.2f}}分。问到什么时候够，要看结论需要多准，不是越多越好。
#
# **做一做**：下面每次抽同样多的人，抽20次，虚线是全部受访者的平均。先猜：每次40人，20个区间里有几个盖不住虚线？人数加到160，盖不住的会变少吗？
# %% [markdown] lang="en"
# Four times the people, about half the width. From 10 to 40 people the interval narrows by {{(sizes["high"] - sizes["low"])[10] - (sizes["high"] - sizes["low"])[40]:.2f}} points; from 160 to 640, with 480 people more, by only {{(sizes["high"] - sizes["low"])[160] - (sizes["high"] - sizes["low"])[640]:.2f}}. When enough is enough depends on how exact the conclusion has to be; more is not always better.
#
# **Try it.** Below, 20 samples of one size are drawn; the dashed line is the mean of all respondents. Guess first: with 40 people each, how many of the 20 intervals miss the line? And with 160, will fewer miss it?
# %%
from fsq_lab import explore_sample_size

explore_sample_size()
# %% [markdown] lang="zh"
# 人多了，区间变窄，盖不住的却没有变少：换几组看看，总是20个里大约有1个。多问些人，换来的是“更窄”，不是“更少出错”。
#
# 反过来也能算：想让B07响应性的平均差距上下不超过五分之一分，要问多少人？**先猜**，再算：标准差乘{{1.96:.2f}}，除以这个宽度，再平方。
# %% [markdown] lang="en"
# With more people the intervals get narrow, yet no fewer miss: try other series, and it is about 1 in 20 each time. More people buy narrower intervals, not fewer errors.
#
# It also works backwards: how many people would B07 have to ask for the mean gap of responsiveness to be known to a fifth of a point either way? **Guess first**, then take {{1.96:.2f}} times the standard deviation, divide by that width, and square.
# %%
round((1.96 * worst["sd"]["responsiveness"] / (1 / 5)) ** 2)
# %% [markdown] lang="zh"
# 约{{(1.96 * worst["sd"]["responsiveness"] / (1 / 5)) ** 2:.0f}}人，现在只有{{int(worst["n_used"]["responsiveness"])}}人。要不要再发问卷，就看汇报时用不用得着这么准。
#
# 最后回答行长一个问题：“B07的可靠性和响应性，区间有一小段重叠，是不是就无法判断谁更低？”**先猜**，再按人算：同一位客户答了两个维度，把他的两个差距相减。
# %% [markdown] lang="en"
# About {{(1.96 * worst["sd"]["responsiveness"] / (1 / 5)) ** 2:.0f}} people; now there are {{int(worst["n_used"]["responsiveness"])}}. Whether to send out more questionnaires depends on whether the report needs to be that exact.
#
# One more question from the regional head: "At B07 the intervals of reliability and responsiveness overlap a little. So they cannot be told apart?" **Guess first**, then work it out person by person: each customer answered for both, so subtract one gap from the other.
# %%
levels = servqual.dimensions(b07)
own = levels["perception"] - levels["expectation"]
apart = own["reliability"] - own["responsiveness"]
pd.Series({"mean": apart.mean(), "low": apart.mean() - 1.96 * apart.sem(), "high": apart.mean() + 1.96 * apart.sem()}).round(2)
# %% [markdown] lang="zh"
# 判断得了。{{apart.count()}}人平均，可靠性比响应性还低{{abs(apart.mean()):.2f}}分，平均数上下各{{1.96:.2f}}个标准误（近似的区间）不包含0。两个区间有一点重叠，不等于没有差别；要比较，就直接算差的区间。
# %% [markdown] lang="en"
# They can. Over {{apart.count()}} people reliability is another {{abs(apart.mean()):.2f}} points below responsiveness, and {{1.96:.2f}} standard errors either side of the mean (a rough interval) do not reach 0. Two intervals that overlap a little do not mean "no difference"; to compare, work out the interval of the difference itself.
# %% [markdown] lang="zh"
# ## 6 哪家网点要帮一把（7分钟）
#
# 最省事的办法是排名次：12个网点按总差距排队，最后一名挨批评。**先猜**：除了B07，倒数第二名也有问题吗？
# %% [markdown] lang="en"
# ## 6 Which branch needs help? (7 minutes)
#
# The easy way is a ranking: line the 12 branches up by total gap and scold the last. **Guess first:** apart from B07, is the second from the bottom in trouble too?
# %%
compared = servqual.compare(survey)
compared.sort_values("gap")[["gap", "rest", "difference", "p", "p_holm", "note", "n_used"]].round(3)
# %% [markdown] lang="zh"
# 每个网点都和其余网点的全部受访者比。`p`小，说明单凭碰巧不容易差这么多。可是一连比12次，总有碰巧的，所以要按霍尔姆（Holm）的办法把p调大，看`p_holm`。
#
# 结论写在`note`里：B07低于其余（`lower`），B11高于其余（`higher`），另外{{(compared["note"] == "cannot tell").sum()}}个网点无法判断（`cannot tell`）。倒数第二名也在无法判断的里面：不能说它差，也不能说它和大家一样好。
# %% [markdown] lang="en"
# Every branch is set against the respondents of all the others. A small `p` says that chance alone would seldom make so large a difference. But in 12 comparisons something will turn up by chance, so Holm's method raises p: read `p_holm`.
#
# The conclusion stands under `note`: B07 is lower than the others, B11 is higher, and for {{(compared["note"] == "cannot tell").sum()}} branches it cannot be told. The second from the bottom is one of these: we may not call it bad, nor say that it is as good as the rest.
# %%
plots.comparison(compared)
# %% [markdown] lang="zh"
# 每条横线是12个比较合起来的区间。碰到0的，方向无法判断。
#
# 名次到底有多不可信？做个试验：把所有问卷的网点名称打乱，随机发回去。这时网点之间没有任何真的差别。**先猜**：打乱以后还会有最后一名吗？它和第一名会差多少？
# %% [markdown] lang="en"
# The lines are intervals that hold for all 12 comparisons together. Where one touches 0, the direction is not settled.
#
# How little is a rank worth? Try this: shuffle the names of the branches and deal them out again at random. Now there is no true difference between branches at all. **Guess first:** will there still be a last place, and how far from the first?
# %%
def shuffled(seed):
    names = survey["branch"].sample(frac=1, random_state=seed)
    return servqual.compare(survey.assign(branch=names.to_numpy()))

noise = shuffled(1).sort_values("gap")
noise[["gap", "p", "p_holm", "note"]].iloc[[0, 1, -2, -1]].round(3)
# %% [markdown] lang="zh"
# 当然有最后一名：{{noise.index[0]}}，比第一名{{noise.index[-1]}}低{{noise["gap"].iloc[-1] - noise["gap"].iloc[0]:.2f}}分。全是碰巧，程序也老老实实地说无法判断。
#
# 再打乱40次。**先猜**：40次里，有几次至少一个网点的`p`低于二十分之一（惯用的界限）？调整以后呢？
# %% [markdown] lang="en"
# Of course there is a last place: {{noise.index[0]}}, {{noise["gap"].iloc[-1] - noise["gap"].iloc[0]:.2f}} points below the first, {{noise.index[-1]}}. All of it is chance, and the program honestly says that nothing can be told.
#
# Shuffle 40 times. **Guess first:** in how many of the 40 does at least one branch have `p` below 1 in 20, the usual limit? And adjusted?
# %%
many = [shuffled(seed) for seed in range(40)]
alarms = pd.DataFrame({"p": [one["p"].min() for one in many], "p_holm": [one["p_holm"].min() for one in many]})
(alarms < 1 / 20).sum().rename("false alarms in 40")
# %% [markdown] lang="zh"
# 不调整，40次里有{{(alarms["p"] < 1 / 20).sum()}}次误报，总有网点被冤枉或者白受表扬；调整以后是{{(alarms["p_holm"] < 1 / 20).sum()}}次。
#
# 人太少的组，程序干脆不比。只看60岁及以上的客户，**先猜**：12个网点里有几个比不了？
# %% [markdown] lang="en"
# Unadjusted, {{(alarms["p"] < 1 / 20).sum()}} of the 40 raise a false alarm: some branch is blamed or praised for nothing. Adjusted, {{(alarms["p_holm"] < 1 / 20).sum()}} do.
#
# Groups that are too small are not compared at all. Take customers of 60 and over only. **Guess first:** how many of the 12 branches cannot be compared?
# %%
older = servqual.compare(survey.query("age_band == '60+'"))
older["note"].value_counts()
# %% [markdown] lang="zh"
# {{older["note"].str.startswith("not").sum()}}个网点不到10人，不比，但人数和平均数还留在表里。B07在老年客户里也偏低。
#
# **停一下，想一想**。B11的`note`是“高于其余”。会上能不能说“B11是服务最好的网点，请大家去学”？
#
# <details><summary>回应</summary>
#
# 先别急。第一，“其余”里有B07，它把其余网点的平均拉低了；去掉B07再比，B11仍然偏高，但差从{{compared["difference"]["B11"]:.2f}}分变成{{servqual.compare(survey.query("branch != 'B07'"))["difference"]["B11"]:.2f}}分。第二，从12家里挑出最高的一家，挑中的往往也碰上了好运气；数据卡里写着，除B07外，各网点生成时最多相差不到三分之一分，B11量出来的差比这还大，里面准有运气。第三，网点的差别也可能是客户的差别。可以说“B11值得去看看”，不能说“最好”。
#
# </details>
#
# **停点二**（约38分钟）。
# %% [markdown] lang="en"
# {{older["note"].str.startswith("not").sum()}} branches have fewer than 10 and are not compared, though their n and means stay in the table. B07 is low among older customers too.
#
# **Stop and judge.** The `note` of B11 is "higher". May you say in the meeting: "B11 gives the best service, go and learn from it"?
#
# <details><summary>Reply</summary>
#
# Not so fast. First, the others include B07, which pulls their mean down; without B07 branch B11 is still higher, but by {{servqual.compare(survey.query("branch != 'B07'"))["difference"]["B11"]:.2f}} instead of {{compared["difference"]["B11"]:.2f}} points. Second, whoever is picked as the highest of 12 has usually been lucky as well; the data card says that apart from B07 the branches were made to differ by less than a third of a point, and the measured difference of B11 is larger than that, so luck is part of it. Third, a difference between branches may be one between their customers. Say "B11 is worth a visit", not "the best".
#
# </details>
#
# **Stopping point two** (about 38 minutes).
# %%
take_quiz("03_servqual", items=["what-the-interval-says", "six-answers"])
# %% [markdown] lang="zh"
# ## 7 不问期望行不行：SERVPERF和容忍区（5分钟）
#
# 每件事问两遍，客户嫌烦。SERVPERF只问感知：题少一半，没答期望的人也能算。**先猜**：差距排在中间的保证性，按感知排第几？
# %% [markdown] lang="en"
# ## 7 Without expectations? SERVPERF and the zone of tolerance (5 minutes)
#
# Being asked everything twice is tedious. SERVPERF asks for perceptions only: half the items, and people without expectations count too. **Guess first:** assurance is in the middle by gap; where is it by perception?
# %%
performance = servqual.servperf(survey)
performance[["perception", "low", "high", "n_used"]].join(gaps["gap"]).sort_values("perception").round(2)
# %% [markdown] lang="zh"
# 按感知，保证性最高，{{performance["perception"]["assurance"]:.2f}}分；按差距，它却比移情性还低一点。客户对“让人放心”的期望本来就特别高。两种排法回答两个问题：SERVPERF说客户觉得服务做到了几分，SERVQUAL说离客户的期望有多远。哪种量法更好没有定论，一项汇总了17项研究的分析认为两者一样有效（Carrillat等，2007）。
#
# 还有第三种问法：期望不只一个。客户有能接受的最低水平，也有心目中的理想水平，两者之间是**容忍区**（zone of tolerance）。我们换一张表：五家虚构的保险公司，每题答三次。**先猜**：哪个维度连最低水平都没有达到？
# %% [markdown] lang="en"
# By perception assurance is highest, {{performance["perception"]["assurance"]:.2f}}; by gap it is even a little below empathy, because customers expect so much trust in the first place. The two orders answer two questions: SERVPERF tells how good customers find the service, SERVQUAL how far it is from what customers expect. Which is the better measure is not settled; an analysis of 17 studies found them equally valid (Carrillat and others, 2007).
#
# There is a third way of asking, because there is more than one expectation. Customers have a lowest level that they accept (the minimum) and a level they wish for (the desired level); between the two lies the **zone of tolerance**. Take another table: five invented insurers, each item answered three times. **Guess first:** which dimension does not even reach the minimum?
# %%
insurance = load("insurance")
zones = servqual.tolerance(insurance)
zones[["minimum", "perception", "desired", "position", "n_used", "n_reversed"]].round(2)
# %%
plots.tolerance(zones)
# %% [markdown] lang="zh"
# 可靠性比能接受的最低水平还低{{abs(zones["msa"]["reliability"]):.2f}}分，其余四个维度在容忍区里：离理想还远，但客户还忍得下去。用业务话说：先把可靠性拉回到底线以上，别的可以慢慢来。`n_reversed`是把最低填得比理想还高的人，多半看错了题，不算。
# %% [markdown] lang="en"
# Reliability is {{abs(zones["msa"]["reliability"]):.2f}} points below the lowest level customers accept; the other four lie within the zone: far from the desired level, but customers put up with it. In business words: bring reliability back above the floor first, the rest can take its time. `n_reversed` counts people whose minimum is above their desired level; they probably misread the question and are left out.
# %% [markdown] lang="zh"
# ## 8 期望顶到头（4分钟）
#
# 回到银行。客户对保证性的期望特别高，高到量表装不下。**先猜**：期望那一栏，保证性的四题里，选7分的占几成？
# %% [markdown] lang="en"
# ## 8 Expectations at the top (4 minutes)
#
# Back to the bank. Customers expect so much assurance that the scale has no room for it. **Guess first:** of the expectation answers on the four items of assurance, what share are a 7?
# %%
tops = servqual.ceiling(survey)
tops[["share_top", "mean", "at_ceiling", "n_used"]].round(2)
# %%
both = plots.dumbbell(gaps)
_ = both.set_xlim(right=7)
both
# %% [markdown] lang="zh"
# 占{{100 * tops["share_top"]["assurance"]:.0f}}%，平均{{tops["mean"]["assurance"]:.2f}}分，离7分不到半分。期望几乎成了常数，差距就只是感知减去一个常数：它没有比感知多说什么，期望不同的客户也分不开了。碰到这样的维度，先看感知，再看差距，并且写明“期望已到顶”。
#
# **做一做**：下面让可靠性的期望也顶到头。先猜：让一半受访者全选7分，图上的点会往哪里去？相关系数会怎样变？
# %% [markdown] lang="en"
# {{100 * tops["share_top"]["assurance"]:.0f}}%, with a mean of {{tops["mean"]["assurance"]:.2f}}, less than half a point from 7. The expectation has become nearly a constant, and the gap is no more than perception minus a constant: it adds nothing to perception, and customers who expect different things can no longer be told apart. With such a dimension look at perception before the gap, and write "expectation at the top".
#
# **Try it.** Now push expectations of reliability to the top as well. Guess first: if half of the respondents answer 7 throughout, where do the dots in the picture go, and what becomes of the correlation?
# %%
from fsq_lab import explore_ceiling

explore_ceiling()
# %% [markdown] lang="zh"
# 选7分的人越多，越多的点落到虚线上，到最后全在线上：知道一位客户的感知，就知道了他的差距。服务一点没变（感知不动），差距却越来越大。
#
# **停一下，想一想**。明年要是所有客户对所有题的期望都选7分，还用得着问期望吗？
#
# <details><summary>回应</summary>
#
# 用不着。人人选7分，差距就等于感知减7，和只问感知一样。与其问“优秀的网点”，不如改问最低水平和理想水平，或者只问感知，省下一半的题。
#
# </details>
# %% [markdown] lang="en"
# The more people answer 7, the more dots fall on the dashed line, and in the end all do: whoever knows a customer's perception knows the gap. Service has not changed at all (perception stays), and yet the gap grows wider and wider.
#
# **Stop and judge.** If next year all customers answer 7 to every expectation, is there any need to ask for expectations?
#
# <details><summary>Reply</summary>
#
# No. If everybody answers 7, the gap is perception minus 7, the same as asking for perception alone. Rather than an "excellent branch", ask for the minimum and the desired level, or for perceptions only, and save half of the items.
#
# </details>
# %% [markdown] lang="zh"
# ## ★ 9 分数看不见什么（4分钟）
#
# 设想一位柜员：态度好，懂业务，答得快，记得住客户。她把一款客户承受不起的产品卖给了一位老人，老人高高兴兴，每题都打7分。**先想**：22题里，哪一题能发现这件事？
#
# <details><summary>回应</summary>
#
# 多半一题也不能。SERVQUAL问的几乎都是过程：怎样服务的。结果对不对，产品合不合适（**适当性**，suitability），说的是不是真话，客户往往当时看不出，有的事后也看不出。礼貌地卖错产品，是坏服务。格罗鲁斯（Grönroos，1984）把“得到什么”叫作技术质量，把“怎样得到”叫作功能质量，SERVQUAL量的是后一半。
#
# </details>
#
# 所以评价一家机构，问卷之外还要有不问客户的一条线：
#
# | 看什么 | 用什么量 | 除以什么 |
# |---|---|---|
# | 事情办对了没有 | 差错笔数、退回重办的笔数 | 业务笔数 |
# | 产品合不合适 | 风险等级高于客户承受能力的销售笔数 | 抽查的销售笔数 |
# | 说的是不是真的 | 录音录像抽查出的误导次数 | 抽查的次数 |
# | 多少客户来投诉 | 投诉件数 | 客户数或网点数 |
#
# 除以什么很要紧。看一组真实数字（通报的媒体转载 [CBIRC]）：2022年第一季度六家国有大型商业银行的投诉，一列除以网点数，一列除以客户数。**先猜**：邮储银行以网点多出名，它在两列里都是最低吗？
# %% [markdown] lang="en"
# ## ★ 9 What the score cannot see (4 minutes)
#
# Imagine a teller: friendly, competent, quick, with a memory for customers. She sells an old man a product whose losses he cannot bear, and he, delighted, answers 7 throughout. **Think first:** which of the 22 items would find this out?
#
# <details><summary>Reply</summary>
#
# Most likely none. SERVQUAL asks almost only about the process: how one was served. Whether the outcome was right, whether the product suited the customer (**suitability**), whether what was said was true, customers often cannot see then, and sometimes not even later. A polite mis-sale is bad service. Grönroos (1984) calls what customers receive technical quality and how they receive it functional quality; SERVQUAL measures the second half.
#
# </details>
#
# So beside the questionnaire an evaluation needs a strand that does not ask customers:
#
# | What to look at | Measured by | Divided by |
# |---|---|---|
# | Was it done right? | errors, pieces of business sent back | pieces of business |
# | Did the product suit? | sales above the risk that the customer can bear | sales that were checked |
# | Was it true? | misleading statements found in recordings | recordings that were checked |
# | How many customers complain? | complaints | customers, or outlets |
#
# It matters what one divides by. Here are real figures (press copies of the notices [CBIRC]): complaints about the six large state-owned banks in 2022Q1, once per outlet and once per customer. **Guess first:** PSBC is known for its many outlets; is it lowest in both columns?
# %%
rates = load("complaints_rates").query("quarter == '2022Q1' and level == 'bank'").set_index("name")
rates[["per_1000_outlets", "per_10m_customers"]].sort_values("per_1000_outlets")
# %% [markdown] lang="zh"
# 按每千个网点，邮储银行（PSBC）最低，{{rates["per_1000_outlets"]["PSBC"]:.0f}}件；按每千万名客户，它是{{rates["per_10m_customers"]["PSBC"]:.1f}}件，从高往低排第{{int(rates["per_10m_customers"].rank(ascending=False)["PSBC"])}}。网点多，除出来就小。除数叫**分母**（denominator），选哪个分母，就是在回答哪个问题。而且投诉率也不是服务质量：投诉方便了、客户更愿意说了，它都会升高（第01课）。
# %% [markdown] lang="en"
# Per 1,000 outlets PSBC is lowest, with {{rates["per_1000_outlets"]["PSBC"]:.0f}}; per ten million customers it has {{rates["per_10m_customers"]["PSBC"]:.1f}}, number {{int(rates["per_10m_customers"].rank(ascending=False)["PSBC"])}} from the top. Many outlets make the result small. What one divides by is the **denominator**, and to choose it is to choose the question. Nor is a rate of complaints a quality of service: it also rises when complaining becomes easier or customers speak up more (lesson 01).
# %% [markdown] lang="zh"
# ## ★ 10 证券公司和保险公司（6分钟）
#
# 同一套维度，换一个行业，**关键时刻**（moment of truth）就变了：客户在哪一刻认定服务是好是坏。
#
# | | 关键时刻 | 问卷之外的指标 |
# |---|---|---|
# | 银行网点 | 柜台办理、自助机吞卡、记错账 | 等候时间、差错率、一次办结率 |
# | 证券公司 | 交易时间登不登得上，行情波动时找不找得到人，追加保证金的通知 | 系统中断分钟数、委托差错率、适当性抽查 |
# | 保险公司 | 销售时讲不讲明白，理赔快不快、对不对 | 理赔时效、理赔改判率、回访发现的误导 |
#
# 手机银行没有人当面服务，五个维度用起来不大合身，另有专门的E-S-QUAL量表，这一课不展开。
#
# 先看证券：五家虚构的公司，用证券公司自己的22题。**先猜**：差距最大的三题会是什么？
# %% [markdown] lang="en"
# ## ★ 10 Securities companies and insurers (6 minutes)
#
# The dimensions stay; in another industry the **moments of truth** change: the moments in which customers decide whether service is good or bad.
#
# | | Moments of truth | Indicators beside the questionnaire |
# |---|---|---|
# | Bank branch | at the counter, a card kept by the machine, a wrong entry | waiting time, error rate, business done at the first visit |
# | Securities company | getting in during trading hours, reaching someone in a volatile market, notice of a margin call | minutes of outage, order error rate, checks of suitability |
# | Insurer | plain words at the sale, a claim settled fast and rightly | days to settle, claims decided anew, misleading sales found by call-backs |
#
# A mobile bank serves without people; the five dimensions fit it poorly, and there is a scale of its own, E-S-QUAL, which this lesson leaves aside.
#
# Securities first: five invented companies, with 22 items of their own. **Guess first:** what will the three widest gaps be about?
# %%
securities = load("securities")
trading = servqual.gaps(securities, by="item")
trading.sort_values("gap")[["dimension", "gap", "low", "high", "n_used"]].head(3).round(2)
# %% [markdown] lang="zh"
# 第6题是系统中断、委托异常时有没有人真心帮着解决，第13题是行情波动大时联系不联系得上，第8题是交易时间内系统能不能用。都是出事的那一刻，和柜台的微笑没有关系。第6题只有{{int(trading["n_used"][6])}}人答了，没出过事的人答不了。
#
# 问卷还问了：最近六个月遇到过系统中断吗？**先猜**：遇到过的客户，五个维度都会打低分吗？
# %% [markdown] lang="en"
# Item 6 is sincere help in an outage or with an abnormal order, item 13 being reachable in a volatile market, item 8 a system that can be used in trading hours. All are moments when something goes wrong, and have nothing to do with smiles at a counter. Only {{int(trading["n_used"][6])}} people answered item 6; whoever met no such trouble cannot.
#
# The questionnaire also asks: did you meet an outage in the last six months? **Guess first:** will those who did give low scores on all five dimensions?
# %%
outage = servqual.gaps(securities, group="outage_seen")
plots.gaps_by_group(outage)
# %% [markdown] lang="zh"
# 只有三个维度更低：遇到过中断的客户，可靠性是{{outage["gap"]["seen", "reliability"]:.2f}}，没遇到的是{{outage["gap"]["not_seen", "reliability"]:.2f}}，响应性、保证性也低；有形性和移情性，两组相差不到十分之一分。再看公司：SC3的客户有{{100 * (securities.query("company == 'SC3'")["outage_seen"] == "seen").mean():.0f}}%遇到过中断，其余公司只有{{100 * (securities.query("company != 'SC3'")["outage_seen"] == "seen").mean():.0f}}%。两组客户也许还有别的不同，一次问卷说不定原因；可中断有日志可查，要帮SC3，先查机房，再谈培训微笑。
#
# **停一下，想一想**。专业投资者的总差距是{{servqual.gaps(securities, by="total", group="client_type")["gap"]["professional"].iloc[0]:.2f}}，普通投资者是{{servqual.gaps(securities, by="total", group="client_type")["gap"]["ordinary"].iloc[0]:.2f}}。能不能说专业投资者得到的服务更差？先说要看哪两个数。
# %% [markdown] lang="en"
# Only three are lower: reliability at {{outage["gap"]["seen", "reliability"]:.2f}} against {{outage["gap"]["not_seen", "reliability"]:.2f}}, responsiveness and assurance too; on tangibles and empathy the two groups differ by less than a tenth of a point. Now by company: {{100 * (securities.query("company == 'SC3'")["outage_seen"] == "seen").mean():.0f}}% of the clients of SC3 met an outage, of the other companies {{100 * (securities.query("company != 'SC3'")["outage_seen"] == "seen").mean():.0f}}%. The two groups may differ in other ways, and one survey does not settle the cause; but outages are on record, so to help SC3 look at its machines before training its smiles.
#
# **Stop and judge.** The total gap of professional investors is {{servqual.gaps(securities, by="total", group="client_type")["gap"]["professional"].iloc[0]:.2f}}, of ordinary ones {{servqual.gaps(securities, by="total", group="client_type")["gap"]["ordinary"].iloc[0]:.2f}}. Are professional investors served worse? Say first which two figures you need.
# %%
kinds = servqual.gaps(securities, by="total", group="client_type")
kinds[["expectation", "perception", "gap", "n_used"]].droplevel("total").round(2)
# %% [markdown] lang="zh"
# 看期望和感知。专业投资者的感知不低，反而高{{kinds["perception"].iloc[1] - kinds["perception"].iloc[0]:.2f}}分；差距大，是因为期望高了{{kinds["expectation"].iloc[1] - kinds["expectation"].iloc[0]:.2f}}分。差距变大，不一定是服务变差。
#
# 再看保险。有的题只问一部分人：第13题（暴雨后电话打得通）只问财产险客户，第18、19题（家庭建议、代理人离职后有人接手）只问人身险客户。**先猜**：人身险客户的第13题，表里会是0还是空？
# %% [markdown] lang="en"
# Expectation and perception. Professional investors perceive no less, even {{kinds["perception"].iloc[1] - kinds["perception"].iloc[0]:.2f}} more; their gap is wider because they expect {{kinds["expectation"].iloc[1] - kinds["expectation"].iloc[0]:.2f}} more. A wider gap need not be worse service.
#
# Now insurance. Some items are asked of some people only: item 13 (the phone is answered after a storm) of property customers, items 18 and 19 (advice that fits the family, someone takes over when the agent leaves) of life customers. **Guess first:** will item 13 of life customers be a zero or a blank?
# %%
lines = servqual.servperf(insurance, by="item", group="line")
lines.query("item in [13, 18, 19]")[["perception", "n_used", "n_missing", "n_not_asked"]].round(2)
# %% [markdown] lang="zh"
# 是空的：{{int(lines["n_not_asked"]["life", 13])}}人都记在“没有问”（`n_not_asked`）里，不算没答，更不是0分。
#
# 第7节看到，五家公司合起来，可靠性低于最低水平。理赔是保险的关键时刻，问卷请申请过理赔的客户填了从报案到有结论的天数。**先猜**：平均要几天？五家差得多吗？
# %% [markdown] lang="en"
# A blank: all {{int(lines["n_not_asked"]["life", 13])}} of them stand under `n_not_asked`, which is neither skipped nor a score of zero.
#
# In section 7 reliability was below the minimum over all five insurers. Claims are the moment of truth in insurance, and customers who made one gave the days from report to decision. **Guess first:** how many days on average, and do the five differ much?
# %%
insurance["claim_days"].groupby(insurance["insurer"]).agg(["mean", "min", "max", "count"]).round(1)
# %% [markdown] lang="zh"
# IN2最快的一件，也比其余四家的平均慢。**先猜**：IN2的五个维度里，哪几个还稳稳地在容忍区里？
# %% [markdown] lang="en"
# Even the fastest claim at IN2 took longer than the average elsewhere. **Guess first:** which of the five dimensions of IN2 are still safely within the zone?
# %%
at_in2 = servqual.tolerance(insurance.query("insurer == 'IN2'"))
elsewhere = servqual.tolerance(insurance.query("insurer != 'IN2'"))
pd.concat({"IN2": at_in2, "others": elsewhere})[["msa", "msa_low", "msa_high", "position", "n_used"]].round(2)
# %% [markdown] lang="zh"
# IN2的可靠性比最低水平低{{abs(at_in2["msa"]["reliability"]):.2f}}分（其余四家{{abs(elsewhere["msa"]["reliability"]):.2f}}分），响应性是不是还在容忍区里已经无法判断，另外三个维度和别家一样。两条线指向同一处：问卷说可靠性，天数说理赔慢。可是理赔**对不对**，问卷没有问，天数也看不出，得抽查案卷。监管部门2015年试行的保险公司服务评价，财产险和人身险各有8个定量指标，正是这条线上的东西。
#
# ## ★ 11 小测（3分钟）
# %% [markdown] lang="en"
# At IN2 reliability is {{abs(at_in2["msa"]["reliability"]):.2f}} points below the minimum ({{abs(elsewhere["msa"]["reliability"]):.2f}} at the others), whether responsiveness is still within the zone cannot be told, and the other three are where they are elsewhere. Both strands point to one place: the questionnaire says reliability, the days say slow claims. But whether claims are decided **rightly** the questionnaire does not ask and the days do not show; that takes a check of files. The service evaluation of insurers that the regulator tried out in 2015 has 8 quantitative indicators each for property and life insurers, on just this strand.
#
# ## ★ 11 Quiz (3 minutes)
# %%
last = ["dimension-of-a-scene", "servperf-did-not-win", "what-the-score-cannot-see", "indicator-for-the-question"]
take_quiz("03_servqual", items=last)
# %% [markdown] lang="zh"
# ## 12 我的一页报告（5分钟）
#
# 行长只看一页，第一眼看到的是你的一句话。挑一家网点，写一句，三样东西不能少：哪个维度、差多少、问了多少人。句子写在`sentence`的引号里，再运行这一格；网点和文件名也由你定。
# %% [markdown] lang="en"
# ## 12 My one-page report (5 minutes)
#
# The regional head reads one page, and your sentence first. Choose a branch and write one sentence with three things in it: which dimension, how much, how many people were asked. It goes between the quotation marks of `sentence`; then run the cell. Branch and file name are yours to choose as well.
# %%
from fsq_lab import my_report

branch = "B07"
sentence = ""
my_report(survey, branch, sentence, file="my-report.html")
# %% [markdown] lang="zh"
# 打开这一页，把你的句子和下面的数字对一遍：句子说的，区间撑得住吗？人数不到10，或者写着“无法判断”，就改句子，再运行一次。这一页可以打印，可以拿给别人看。
# %% [markdown] lang="en"
# Open the page and hold your sentence against the numbers below it: do the intervals carry what it says? With fewer than 10 people, or where it says "Cannot tell", change the sentence and run the cell again. The page can be printed and shown around.
# %% [markdown] lang="zh"
# ## 小结
#
# 四点了。给行长的话可以这样写：“我们问了{{len(survey)}}位客户，五个维度都没有达到期望，可靠性差得最多（平均低{{abs(gaps["gap"]["reliability"]):.2f}}分，区间从{{abs(gaps["high"]["reliability"]):.2f}}到{{abs(gaps["low"]["reliability"]):.2f}}分），客户也最看重它；先从‘按说好的时间办成’改起。12个网点里，只有B07明显低于其余（总差距低{{abs(compared["difference"]["B07"]):.2f}}分，区间从{{abs(compared["high"]["B07"]):.2f}}到{{abs(compared["low"]["B07"]):.2f}}分，{{int(compared["n_used"]["B07"])}}人），不像是碰巧，先去帮它；别家的名次不要当真。问卷只说客户的感受，办得对不对、产品合不合适，请同时查差错率和适当性。”
#
# 这一课做了六件事：先看量表怎么问；差距是感知减期望，先在每个人身上算；权重用各人自己的；每个数带上人数和区间；比较网点要算上比了多少次；最后说清分数看不见什么。
#
# **练习**：打开[练习03](../../exercises/zh/03_servqual/03_servqual.ipynb)。**接下来**是第04课“量表可信吗”（还没写好）：五个维度真的是五个吗？
#
# **资料来源**：SERVQUAL [PZB1988]、差距模型 [PZB1985]；SERVPERF：Cronin和Taylor（1992）；容忍区：Zeithaml、Berry和Parasuraman（1993）；两种量法的比较：Carrillat、Jaramillo和Mulki（2007）；多重比较：Holm（1979）；投诉数字：原银保监会通报的媒体转载 [CBIRC]。题项由本课程自拟。
# %% [markdown] lang="en"
# ## Summary
#
# It is four o'clock. You might write to the regional head: "We asked {{len(survey)}} customers. We are below expectation on all five dimensions, most on reliability (by {{abs(gaps["gap"]["reliability"]):.2f}} points on average, interval {{abs(gaps["high"]["reliability"]):.2f}} to {{abs(gaps["low"]["reliability"]):.2f}}), which customers also value most; begin with doing things by the time we promise. Of the 12 branches only B07 is clearly below the others (its total gap by {{abs(compared["difference"]["B07"]):.2f}}, interval {{abs(compared["high"]["B07"]):.2f}} to {{abs(compared["low"]["B07"]):.2f}}, {{int(compared["n_used"]["B07"])}} people), more than chance would explain: help it first, and do not take the other ranks to heart. The questionnaire tells how service felt; whether it was done right and whether products suited, error rates and checks of suitability must tell."
#
# This lesson did six things: look at what the scale asks; a gap is perception minus expectation, worked out within each person first; weights are each customer's own; every figure comes with n and an interval; a comparison of branches reckons in how many were compared; and in the end, say what the score cannot see.
#
# **Practice:** open [exercise 03](../../exercises/en/03_servqual/03_servqual.ipynb). **Next** comes lesson 04, "Can the scale be trusted?" (not written yet): are the five dimensions really five?
#
# **Sources:** SERVQUAL [PZB1988] and the gap model [PZB1985]; SERVPERF: Cronin and Taylor (1992); zone of tolerance: Zeithaml, Berry and Parasuraman (1993); the two measures compared: Carrillat, Jaramillo and Mulki (2007); multiple comparisons: Holm (1979); complaints: press copies of the former CBIRC's notices [CBIRC]. The items are the course's own wording.
