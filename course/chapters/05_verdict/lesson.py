# %% [markdown] lang="zh"
# # 05 品质的量化与评判
#
# **用时**：75分钟，课后练习另计60分钟；只走带★的短路径，约47分钟。
#
# 2025年11月，分行行长把一份调查推到你面前：“六家手机银行（我们的是MB2），星期五以前给我排出名次，一家一个。”桌上还有三张海报，三家都写“客户评价第一”，都说用的是这份调查。
#
# **本课回答**
# - 从得分到名次，中间做了几次选择？
# - 哪些结论怎么选都一样，哪些一选就变？
# - 先改什么、谁说了算、评几级，结论靠的是什么？
#
# **学习目标**
# - 技能目标：评价商业银行、证券公司、保险公司等金融机构的服务质量（S1）。
# %% [markdown] lang="en"
# # 05 From scores to a verdict
#
# **Time:** 75 minutes, and 60 more for the exercises. The starred short path (★) takes about 47.
#
# November 2025. The regional head pushes a survey across the desk: "Six mobile banks, ours is MB2. By Friday I want them ranked, one place each." Beside it lie three posters from three of the banks. Each says "rated first by customers", and each cites this very survey.
#
# **Questions of this lesson**
# - How many choices lie between the scores and a rank?
# - Which conclusions survive every choice, and which change with one?
# - What to improve first, whose weights count, which grade to give: what does each answer rest on?
#
# **Objectives**
# - Skill: evaluate the service quality of banks, securities companies, insurers and other financial institutions (S1).
# %% [markdown] lang="zh"
# ## ★ 1 一个名次（5分钟）
#
# > “我用MB4，一个月闪退两次，别的都还行。”（手机银行客户）
# >
# > “行长要的是一个数，不是一篇论文。”（行长秘书）
# >
# > （人物是虚构的，数据是合成的，与真实的机构无关）
#
# **档案B07**（另一条线，第3节用）
# - **已知**：B07检查表及格，春天以来守约最少（第02课）；客户的感受明显低于别家，**可靠性**（reliability）最低（第03课）。
# - **已知**：不是尺子的毛病（第04课）。
# - **未知**：换一种算法，它还是最后吗？
#
# 先照最常见的算法：22题**感知**（perception）的平均，题题同样重，维度（dimension）也同样重。**我猜**：六家里谁第一？
# %% [markdown] lang="en"
# ## ★ 1 One rank (5 minutes)
#
# > "I use MB4. It crashes twice a month; otherwise it's fine." (A mobile banking customer)
# >
# > "He wants a number, not a dissertation." (The regional head's secretary)
# >
# > (Invented people, synthetic data; no real institution.)
#
# **File B07** (another thread, taken up in section 3)
# - **Known:** B07 passes the checklist and has kept the fewest promised times since spring (lesson 02). Its customers rate it clearly below the others, lowest on **reliability** (lesson 03).
# - **Known:** the ruler is not to blame (lesson 04).
# - **Not known:** is it still last if we compute another way?
#
# Start with the usual way: the mean of 22 **perception** items, all items and every **dimension** alike. **Bet:** which of the six comes first?
# %%
mobile = load("mobile_bank")
bet("first_of_six", sorted(mobile["bank"].unique()))
# %%
from fsq_lab import rank_choices

chance = rank_choices.by_chance(mobile, by="bank")
settle("first_of_six", chance["perception"].idxmax())
# %%
chance[["perception", "rank", "low", "high", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# {{chance["perception"].idxmax()}}平均{{chance["perception"].max():.2f}}分，第一；最后一名{{chance["perception"].min():.2f}}分，只差{{chance["perception"].max() - chance["perception"].min():.2f}}分。`low`和`high`是名次的区间：从同一家的**受访者**（respondent）里重抽一千次，百分之九十五的名次落在里面。第一名可以落到第{{int(chance["high"].iloc[0])}}，第二名可以是{{int(chance["low"].iloc[1])}}到{{int(chance["high"].iloc[1])}}。
#
# </details>
#
# **可以说：按平均感知，MB6领先；可是六家各问了六七十人，名次本身就有一段区间，第二名到第五名无法排开。**
#
# ## ★ 2 二十五条路（8分钟）
#
# 抽样带来一种不定，下面是另一种：**选择**。从得分到名次要选四次。
#
# | 选什么 | 可以选 |
# |---|---|
# | 量什么 | 感知；差距（gap），感知减**期望**（expectation）；总体满意度那一题 |
# | 谁的权重 | 都一样；客户自己分的100分；由满意度推出来的 |
# | 怎样合成 | 平均分；高分（6分和7分）占几成 |
# | 谁算进去 | 答了一半以上的；全部答完的 |
#
# 前两种量法各有三种权重、两种合成、两种人，加上满意度一题，一共二十五条路，都有人用。**我猜**：六家里，至少在一条路上排第一的有几家？差1家以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{chance["perception"].idxmax()}} has the highest mean, {{chance["perception"].max():.2f}}; the last has {{chance["perception"].min():.2f}}, a mere {{chance["perception"].max() - chance["perception"].min():.2f}} lower. `low` and `high` are an interval of the rank: **respondents** of the same bank were drawn again a thousand times, and 95 of 100 ranks lie inside. The leader may be as low as {{int(chance["high"].iloc[0])}}; the second may be anything from {{int(chance["low"].iloc[1])}} to {{int(chance["high"].iloc[1])}}.
#
# </details>
#
# **What we can say: by mean perception MB6 leads; but with some seventy people asked at each bank a rank has an interval too, and places two to five cannot be told apart.**
#
# ## ★ 2 Twenty-five ways (8 minutes)
#
# Sampling brings one kind of uncertainty. Here is another: **choice**. Between scores and a rank lie four of them.
#
# | Choose | from |
# |---|---|
# | What is measured | perception; gap (perception minus **expectation**); the one question on overall satisfaction |
# | Whose weights | all equal; each customer's own 100 points; derived from satisfaction |
# | How to combine | the mean; the share of high scores (6 and 7) |
# | Who counts | those who answered at least half; those who answered everything |
#
# The first two measures come with three weights, two ways to combine and two sets of people; with the one question on satisfaction that makes twenty-five ways, all of them in use. **Bet:** how many of the six come first in at least one way? Within one counts as right.
# %%
bet("how_many_come_first", kind="number", within=1)
# %%
ways = rank_choices.ranks(mobile, by="bank")
spread = rank_choices.ranges(ways)
settle("how_many_come_first", (spread["first"] > 0).sum())
# %%
plots.rank_ranges(ways)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 一条横线是一家的名次，从最好到最差；圆点越大，得那个名次的路越多，菱形是**中位数**（median）。{{(spread["first"] > 0).sum()}}家都当过第一；MB6最多，{{int(spread["first"]["MB6"])}}条路。我们的MB2当过第一{{int(spread["first"]["MB2"])}}次，也当过最后。三张海报没有一张是编的：各自选了一条路，没有说是哪一条。
#
# </details>
#
# **改一个词，再运行**：只留一种量法，看哪一家搬得最远。把`gap`换成`perception`。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# A line is one bank's ranks from best to worst; a larger dot means more ways, the diamond is the **median**. {{(spread["first"] > 0).sum()}} of them have been first; MB6 most often, in {{int(spread["first"]["MB6"])}} ways. Our own MB2 was first {{int(spread["first"]["MB2"])}} times, and last as well. None of the three posters is invented: each took one way and did not say which.
#
# </details>
#
# **Change a word and run again:** keep one measure only and see who moves furthest. Replace `gap` with `perception`.
# %%
rank_choices.ranges(ways.query("measure == 'gap'"))
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 只看差距，MB6名次的中位数从{{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB6"]:.1f}}变成{{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB6"]:.1f}}。全部答完的只有{{int(ways.query("needs == 'all'")["n"].min())}}至{{int(ways.query("needs == 'all'")["n"].max())}}人，答了一半以上的有{{int(ways.query("needs == 'half'")["n"].max())}}人：有一半的路，丢掉了五分之四的客户。
#
# </details>
#
# **轮到你**，写一句：二十五条路里，你会用哪一条？理由里不许出现哪家的名字。
#
# <details><summary>对照</summary>
#
# 好的理由说的是用途：要改进，量差距或者感知；要知道客户眼里什么要紧，用客户分的权重；丢掉五分之四的人，要有特别的理由。先写下选法，再看名次；看了名次再选，等于先画靶心。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# By gaps alone, MB6's median rank goes from {{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB6"]:.1f}} to {{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB6"]:.1f}}. Only {{int(ways.query("needs == 'all'")["n"].min())}} to {{int(ways.query("needs == 'all'")["n"].max())}} people answered everything; {{int(ways.query("needs == 'half'")["n"].max())}} answered at least half. Half of the ways throw four customers in five away.
#
# </details>
#
# **Your turn**, one sentence: which of the twenty-five would you take? Your reason may not name a bank.
#
# <details><summary>Compare</summary>
#
# A good reason speaks of the purpose. To improve, take gaps or perceptions; to know what matters to customers, take their weights; leaving out four people in five needs a special reason. Write the choice down first and look at the ranks afterwards: the other order is drawing the target round the arrow.
#
# </details>
# %%
take_quiz("05_verdict", items=["three-posters"])
# %% [markdown] lang="zh"
# **可以说：同样的{{len(mobile)}}份问卷，六家里有{{(spread["first"] > 0).sum()}}家能说自己第一；这份调查给不出六个名次，只给得出六段名次。**
#
# ## ★ 3 怎么选都一样的（5分钟）
#
# 换到12个网点，只看可靠性，一共八条路：感知或差距，平均或高分，一半或全部，权重用不上（只有一个维度）。**我猜**：八条路上名次从来没有变过的网点，有几家？差1家以内算中。
# %% [markdown] lang="en"
# **What we can say: with the same {{len(mobile)}} questionnaires, {{(spread["first"] > 0).sum()}} of six banks can call themselves first; this survey gives no six ranks, only six ranges of ranks.**
#
# ## ★ 3 What no choice changes (5 minutes)
#
# Now the twelve branches, on reliability alone, in eight ways: perception or gap, mean or share of high scores, half or everything answered (with a single dimension there is nothing to weight). **Bet:** how many branches keep the same rank in all eight? Within one counts as right.
# %%
bet("ranks_that_stay", kind="number", within=1)
# %%
branch_ways = rank_choices.ranks(load("bank_branch"), "branch", dimension="reliability", outcome=None)
places = rank_choices.ranges(branch_ways)
settle("ranks_that_stay", places["settled"].sum())
# %%
plots.rank_ranges(branch_ways)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 只有B07：{{int(places["n_choices"]["B07"])}}条路，{{int(places["last"]["B07"])}}条最后。换到全部维度的平均感知，重抽一千次，B07的名次也总是最后（{{int(rank_choices.by_chance(load("bank_branch"), by="branch")["n"]["B07"])}}人）。检查表第一的B06（第02课），在这里从第{{int(places["best"]["B06"])}}到第{{int(places["worst"]["B06"])}}。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# B07 alone: {{int(places["n_choices"]["B07"])}} ways, last in {{int(places["last"]["B07"])}}. Over all dimensions, too, by mean perception, it stays last when people are drawn again a thousand times (n = {{int(rank_choices.by_chance(load("bank_branch"), by="branch")["n"]["B07"])}}). B06, first on the checklist (lesson 02), ranges from {{int(places["best"]["B06"])}} to {{int(places["worst"]["B06"])}} here.
#
# </details>
# %%
branches = load("bank_branch")
rank_choices.ranges(rank_choices.ranks(branches, "branch", dimension="reliability", outcome=None)).tail(3)
# %% [markdown] lang="zh"
# **改一个词，再运行**：`reliability`换成`assurance`，再换`empathy`。最后一名还是它吗，条条路都是吗？
# %% [markdown] lang="en"
# **Change a word and run again:** replace `reliability` with `assurance`, then `empathy`. Is the last still the same, and in every way?
# %%
take_quiz("05_verdict", items=["last-every-time"])
# %% [markdown] lang="zh"
# **可以说：B07的可靠性，{{int(places["n_choices"]["B07"])}}条路条条最后；其余11家的名次都要看怎么选。**
#
# ## 4 谁的权重（7分钟）
#
# 权重有两个来处：客户自己分的100分，叫**陈述重要性**（stated importance）；看哪个维度的得分和总体满意度一起变，叫**推导重要性**（derived importance），这里是标准化回归系数。**我猜**：从陈述到推导，名次掉得最多的是哪个维度？
# %% [markdown] lang="en"
# **What we can say: on reliability B07 is last in {{int(places["last"]["B07"])}} ways of {{int(places["n_choices"]["B07"])}}; the rank of each of the other eleven depends on the choice.**
#
# ## 4 Whose weights? (7 minutes)
#
# Weights come from two places. Customers share out 100 points: **stated importance**. Or one sees which dimension's score moves together with overall satisfaction: **derived importance**, here the standardised regression coefficient. **Bet:** which dimension falls furthest in the order from stated to derived?
# %%
dimensions = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
bet("said_more_than_shown", dimensions)
# %%
from fsq_lab import importance

scores = importance.dimension_scores(mobile).assign(satisfaction=mobile["overall_satisfaction"])
said = importance.stated(mobile)
shown = importance.derived(scores, "satisfaction", dimensions)
settle("said_more_than_shown", (said["importance"].rank() - shown["importance"].rank()).idxmax())
# %%
shown[["importance", "low", "high", "correlation", "vif", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 保证性：客户给了{{said["importance"]["assurance"]:.0f}}分，第二；推导出来是{{shown["importance"]["assurance"]:.2f}}（区间从{{shown["low"]["assurance"]:.2f}}到{{shown["high"]["assurance"]:.2f}}，{{int(shown["n"]["assurance"])}}人），最小。两样问的不是一回事。一种可能（这里没有证明）：资金安全人人说要紧，可是大家都觉得做到了，满意度就不随它变。区间互相重叠，推导的次序只能粗看；五个维度互相关联（`vif`是{{shown["vif"].min():.1f}}到{{shown["vif"].max():.1f}}），系数会彼此借来借去。
#
# </details>
#
# **改一个词，再运行**：`derived`换成`shapley`，把一起解释的那部分平均分摊，合计是1。次序变了吗？
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Assurance: customers give it {{said["importance"]["assurance"]:.0f}} points, second place; derived it is {{shown["importance"]["assurance"]:.2f}} (interval {{shown["low"]["assurance"]:.2f}} to {{shown["high"]["assurance"]:.2f}}, n = {{int(shown["n"]["assurance"])}}), the smallest. The two answer different questions. One possibility, not proved here: everyone says that safety matters, but as everyone has it, satisfaction does not move with it. The intervals overlap, so the derived order is rough; and the five dimensions are correlated (`vif` {{shown["vif"].min():.1f}} to {{shown["vif"].max():.1f}}), so coefficients borrow from each other.
#
# </details>
#
# **Change a word and run again:** replace `derived` with `shapley`, which shares out evenly what dimensions explain together; the sum is 1. Does the order change?
# %%
importance.derived(scores, "satisfaction", dimensions)["importance"].round(2)
# %%
take_quiz("05_verdict", items=["said-or-shown"])
# %% [markdown] lang="zh"
# **可以说：客户说的和满意度跟着变的，不是同一种“重要”；用哪一种，要写在结论旁边。推导的只是有关，不是因果。**
#
# ## ★ 5 先改什么（8分钟）
#
# **重要性—绩效分析**（importance-performance analysis，IPA；Martilla和James，1977）把每个维度按重要性和绩效画成一个点，十字线分出四格：
#
# | | 绩效低 | 绩效高 |
# |---|---|---|
# | 重要 | **集中改进** | **继续保持** |
# | 不重要 | **低优先** | **过度供给** |
#
# 十字线画在哪里，又是选择：五个点的平均，或者量表的中点（每个维度20分，感知4分）。点也有误差：椭圆压到线，就放不进哪一格。**我猜**：线画在平均，哪个维度落在“集中改进”，而且椭圆没有压线？
# %% [markdown] lang="en"
# **What we can say: what customers say and what satisfaction moves with are two kinds of "important"; the one used belongs beside the verdict. Derived means associated, not causal.**
#
# ## ★ 5 What to improve first (8 minutes)
#
# **Importance-performance analysis** (IPA; Martilla and James 1977) draws each dimension as a point by importance and performance, and a cross makes four fields:
#
# | | Low performance | High performance |
# |---|---|---|
# | Important | **concentrate here** | **keep up** |
# | Less important | **low priority** | **possible overkill** |
#
# Where the cross stands is one more choice: at the mean of the five points, or at the midpoints of the scales (20 points a dimension, perception 4). The points have error too: where an ellipse touches a line, the field is open. **Bet:** with the lines at the mean, which dimension lies in "concentrate here" with its ellipse clear of the lines?
# %%
bet("improve_for_certain", dimensions)
# %%
from fsq_lab import performance
from fsq_lab.scoring.weights import shares

wanted, seen = shares(mobile), importance.dimension_scores(mobile)
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
settle("improve_for_certain", list(fields.query("quadrant_mean == 'concentrate here' and certain_mean").index))
# %%
plots.importance_performance(wanted, seen, midpoints=(20, 4))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 响应性：重要性{{fields["importance"]["responsiveness"]:.1f}}分，绩效{{fields["performance"]["responsiveness"]:.2f}}分，五个里最低（{{int(fields["n"].iloc[0])}}人），整个椭圆在格里。可靠性也在这一格，椭圆却压着线。再看中点的十字：五个维度的感知都高于4分，“集中改进”和“低优先”都空了，{{int(fields["flips"].sum())}}个维度换了格。
#
# </details>
#
# **改一个词，再运行**：`mean`换成`midpoint`（`midpoints`已经给好）。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Responsiveness: importance {{fields["importance"]["responsiveness"]:.1f}}, performance {{fields["performance"]["responsiveness"]:.2f}}, the lowest of five (n = {{int(fields["n"].iloc[0])}}), and the whole ellipse lies inside. Reliability is in the same field, but its ellipse touches a line. Now the cross at the midpoints: all five perceptions are above 4, so "concentrate here" and "low priority" are empty, and {{int(fields["flips"].sum())}} dimensions change fields.
#
# </details>
#
# **Change a word and run again:** replace `mean` with `midpoint` (`midpoints` is given already).
# %%
performance.quadrants(wanted, seen, lines="mean", midpoints=(20, 4))[["quadrant", "certain"]]
# %%
take_quiz("05_verdict", items=["four-fields", "moved-line"])
# %% [markdown] lang="zh"
# **停一下，想一想**。用中点线的报告说：“没有一项要改。”错在哪里？
#
# <details><summary>回应</summary>
#
# 没有算错。它问的是“有没有低于4分的”，行长问的是“先改哪一个”。平均线上总有人低，所以永远找得出“要改的”；中点线上都可以高，所以可能什么都不用改。两条线都画，话才完整。
#
# </details>
#
# **可以说：六家合起来，五个维度里响应性最该先改，这句话用的是平均线；按中点线，五个维度都在4分以上。**
#
# ## ★ 6 专家怎么说（6分钟）
#
# 行里还请了专家定权重。**层次分析法**（analytic hierarchy process，AHP；Saaty）不让人一口气报数，只两两比较：A比B重要几倍，1到9。比多了就可能自相矛盾：A三倍于B，B三倍于C，C又三倍于A。**一致性比率**（consistency ratio，CR）量矛盾有多大，习惯上要小于0.10；这是经验，不是定理。[SAATY1990]
#
# 先自己当一回专家：动滑块，先让它一致，再让它自相矛盾。
# %% [markdown] lang="en"
# **Stop and judge.** A report with midpoint lines says: "Nothing needs improving." Where is the mistake?
#
# <details><summary>Reply</summary>
#
# There is none in the arithmetic. It asks whether anything is below 4; the head asks what comes first. Below a mean there is always something, so one always finds a field to work on; above a midpoint everything may lie, so nothing has to be done. Draw both, and the sentence is complete.
#
# </details>
#
# **What we can say: over the six banks together responsiveness should be improved first, with the lines at the mean; by the midpoints all five dimensions are above 4.**
#
# ## ★ 6 What the experts say (6 minutes)
#
# The bank also asked experts for weights. The **analytic hierarchy process** (AHP; Saaty) asks for no numbers at once, only for comparisons in pairs: how many times as important is A as B, from 1 to 9? Many pairs may contradict each other: A three times B, B three times C, C three times A. The **consistency ratio** (CR) measures how much, and should be below 0.10, which is a rule of thumb and no theorem. [SAATY1990]
#
# Be the expert first: move the sliders until the judgements agree, then until they contradict each other.
# %%
from fsq_lab import ahp, explore_judgements

explore_judgements()
# %% [markdown] lang="zh"
# **可以说：两两比较能把说不出的权重问出来；也把自相矛盾露出来。**
#
# ## ★ 7 必须退回的判断（7分钟）
#
# 现在是一个发表过的例子：买房子看八条标准，一位专家的判断（Saaty，1990）。[SAATY1990] **我猜**：它的一致性比率是多少？差0.05以内算中。
# %% [markdown] lang="en"
# **What we can say: comparing in pairs brings out weights that nobody could have stated, and contradictions as well.**
#
# ## ★ 7 Judgements to be sent back (7 minutes)
#
# Now a published example: eight criteria for buying a house, judged by one person (Saaty 1990). [SAATY1990] **Bet:** what is its consistency ratio? Within 0.05 counts as right.
# %%
house = [
    [1, 5, 3, 7, 6, 6, "1/3", "1/4"], ["1/5", 1, "1/3", 5, 3, 3, "1/5", "1/7"],
    ["1/3", 3, 1, 6, 3, 4, 6, "1/5"], ["1/7", "1/5", "1/6", 1, "1/3", "1/4", "1/7", "1/8"],
    ["1/6", "1/3", "1/3", 3, 1, "1/2", "1/5", "1/6"], ["1/6", "1/3", "1/4", 4, 2, 1, "1/5", "1/6"],
    [3, 5, "1/6", 7, 5, 5, 1, "1/2"], [4, 7, 5, 8, 6, 6, 2, 1],
]  # fmt: skip
bet("ratio_of_the_house", kind="number", within=0.05)
# %%
checked = ahp.consistency(house)
settle("ratio_of_the_house", checked["consistency_ratio"])
# %%
checked[["consistency_ratio", "consistent", "worst_pair", "given", "implied"]]
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# {{checked["consistency_ratio"]:.3f}}，过不了这条线。差得最远的一对是第3条比第7条：给的是{{checked["given"]:.0f}}倍，由其余判断推出来只有{{checked["implied"]:.1f}}倍。`ahp.weights(house)`会拒绝，请你回去问人；悄悄把这个数改掉，权重就是你的，不是专家的。
#
# </details>
#
# 两位专家意见不同，就在矩阵上逐格取**几何平均**（不用算术平均，那样A比B和B比A对不上），再算权重。**改一个词，再运行**：`[first, second]`换成`[first]`，只听第一位的。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{checked["consistency_ratio"]:.3f}}, too much for that line. Furthest off is criterion 3 against 7: {{checked["given"]:.0f}} times was given, while the others imply {{checked["implied"]:.1f}}. `ahp.weights(house)` refuses and sends you back to the judge. Change the number quietly, and the weights are yours and no longer the expert's.
#
# </details>
#
# Where two experts differ, take the **geometric mean** cell by cell (by the arithmetic one, A over B and B over A no longer fit), then the weights. **Change a word and run again:** replace `[first, second]` with `[first]`, to hear the first expert alone.
# %%
first = [[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]]
second = [[1, "1/2", 2], [2, 1, 4], ["1/2", "1/4", 1]]
ahp.weights(ahp.group([first, second]))[["weight", "consistency_ratio"]].round(3)
# %%
take_quiz("05_verdict", items=["circular-judge", "group-judgement"])
# %% [markdown] lang="zh"
# **可以说：一致性比率小，只说明专家不自相矛盾，不说明他对；比率大，就退回去问，不能替他改。**
#
# ## ★ 8 一句话的结论（8分钟）
#
# 问卷以外还有**指标**：每月闪退几次，一数便知，不用选权重。
# %% [markdown] lang="en"
# **What we can say: a small ratio shows that an expert does not contradict himself, not that he is right; with a large one go back and ask, and mend nothing for him.**
#
# ## ★ 8 A verdict in one sentence (8 minutes)
#
# Besides the questionnaire there are **indicators**. Crashes a month can simply be counted; no weights to choose.
# %%
mobile.groupby("bank")["crashes_month"].agg(["mean", "count"]).round(2)
# %% [markdown] lang="zh"
# 别的指标也有自己的分。**神秘客户**（mystery shopper）的检查表：
# %% [markdown] lang="en"
# Other indicators have scores of their own. The checklist of the **mystery shoppers**:
# %%
from fsq_lab import ratings

ratings.checklist(load("mystery_visits")).loc[["B06", "B07"], ["score", "low", "high", "n"]].round(1)
# %% [markdown] lang="zh"
# <details><summary>读两张表</summary>
#
# MB4平均每月{{mobile.groupby("bank")["crashes_month"].mean()["MB4"]:.1f}}次（客户自己报的），别家都不到1次。它在二十五条路里{{int(spread["last"]["MB4"])}}次最后，可也当过第{{int(spread["best"]["MB4"])}}：闪退定得下来，名次定不下来。
#
# 检查表上B06第一，B07也及格；客户那里，B07可靠性最后。两把尺子量的是两样东西：做没做到规定的动作，客户得没得到所要的。哪一样叫“品质”，也是选择。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the two tables</summary>
#
# MB4 has {{mobile.groupby("bank")["crashes_month"].mean()["MB4"]:.1f}} a month on average (customers' own count), the others less than 1 each. In the twenty-five ways it is last {{int(spread["last"]["MB4"])}} times, and yet it has been number {{int(spread["best"]["MB4"])}}: the crashes are settled, the rank is not.
#
# On the checklist B06 comes first and B07 passes; for customers B07 is last on reliability. Two rulers measure two things: whether the prescribed acts were done, and whether customers got what they came for. Which of them is called "quality" is a choice as well.
#
# </details>
# %%
take_quiz("05_verdict", items=["which-choices"])
# %% [markdown] lang="zh"
# 好的结论有五样：**说的是什么；凭哪几个选择；多少人；区间有多宽；怎样一来它就会变。**
#
# **轮到你**，写给行长：六家手机银行的评判，两三句，五样都要有。
#
# <details><summary>对照</summary>
#
# “按平均感知、权重一样、答了一半以上的{{int(ways["n"].iloc[0])}}人，MB6第一（名次区间1到{{int(chance["high"].iloc[0])}}），二十五条路里{{int(spread["first"]["MB6"])}}条第一；只看差距，它就让出第一。所以不建议公布六个名次。能定的有两件：MB4的闪退比别家多；六家合起来，响应性最低。”
#
# 三张海报怎么回？“请写明量的是什么、谁的权重、怎么合成、谁算进去。”
#
# </details>
#
# **可以说：评判不是一个数，是一个数加上它所依靠的选择；选择不变它才不变。**
#
# **停点一**（约54分钟）。课到这里已经完整；下面三节是**选做**，各讲一种方法，都带同一个问题：换一个选择，结论还在吗？赶时间就直接看小结。
#
# ## 9 有了不稀奇，没有就恼火（8分钟）
# %% [markdown] lang="en"
# A good verdict has five parts: **what it says; which choices it rests on; how many people; how wide the interval; what would change it.**
#
# **Your turn**, for the regional head: judge the six mobile banks in two or three sentences with all five parts.
#
# <details><summary>Compare</summary>
#
# "By mean perception, equal weights, with the {{int(ways["n"].iloc[0])}} people who answered at least half, MB6 is first (rank interval 1 to {{int(chance["high"].iloc[0])}}), as it is in {{int(spread["first"]["MB6"])}} ways of twenty-five; by gaps alone it gives up the lead. I advise against publishing six ranks. Two things are settled: MB4 crashes more than the others; over the six together, responsiveness is lowest."
#
# And the three posters? "Please state what was measured, whose weights, how they were combined and who was counted."
#
# </details>
#
# **What we can say: a verdict is a number together with the choices it rests on, and holds only as long as they do.**
#
# **Stopping point one** (about 54 minutes). The lesson is complete here. The three sections below are **optional**, one method each, all with the same question: does the conclusion survive another choice? In a hurry, go straight to the summary.
#
# ## 9 Taken for granted, missed at once (8 minutes)
# %% [markdown] lang="zh"
# **Kano模型**对每项功能问两次：有，您觉得怎样？没有呢？两个回答查一张表，分进六类：**魅力型**（A）、**期望型**（O，一元型）、**必备型**（M）、**无差异型**（I）、**反向型**（R）、**可疑**（Q）。通常哪类人最多就算哪类。**Fong检验**问：第一和第二差得够不够？不够，就写“未定”。300人，十项功能。**我猜**：未定的有几项？差1项以内算中。
# %% [markdown] lang="en"
# **Kano's model** asks about each feature twice: how do you feel if it is there, and how if it is not? A table turns the two answers into one of six classes: **attractive** (A), **one-dimensional** (O), **must-be** (M), **indifferent** (I), **reverse** (R), **questionable** (Q). Usually the largest class wins. **Fong's test** asks whether first and second are far enough apart; if not, the class is undecided. 300 people, ten features. **Bet:** how many are undecided? Within one counts as right.
# %%
features = load("kano_features")
bet("features_undecided", kind="number", within=1)
# %%
from fsq_lab import kano

found = kano.summary(kano.counts(features))
settle("features_undecided", (found["verdict"] == "undecided").sum())
# %%
plots.kano_map(found)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 往上看**Better**，(A＋O)÷(A＋O＋M＋I)：有了多少人更满意；往右看**Worse**，−(O＋M)÷同一个**分母**（denominator）：没有多少人不满意。反向和可疑不进分母。“两分钟内接通人工”，第一第二只差{{int(found["difference"]["person_in_two_minutes"])}}人，界线是{{found["threshold"]["person_in_two_minutes"]:.1f}}人，够不上。可它的Worse是{{found["worse"]["person_in_two_minutes"]:.2f}}（{{found["worse_low"]["person_in_two_minutes"]:.2f}}到{{found["worse_high"]["person_in_two_minutes"]:.2f}}）：归哪一类不知道，撤掉会惹恼多少人，知道。
#
# </details>
#
# **改一个词，再运行**：把`18-29`换成`60+`。哪一项翻了？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Upwards is **Better**, (A + O) / (A + O + M + I): how many are more satisfied if it is there. To the right is **Worse**, −(O + M) over the same **denominator**: how many are dissatisfied without it. Reverse and questionable stay out of the denominator. For "a person within two minutes" first and second differ by {{int(found["difference"]["person_in_two_minutes"])}} people, and the threshold is {{found["threshold"]["person_in_two_minutes"]:.1f}}. But its Worse is {{found["worse"]["person_in_two_minutes"]:.2f}} ({{found["worse_low"]["person_in_two_minutes"]:.2f}} to {{found["worse_high"]["person_in_two_minutes"]:.2f}}): the class is not known; how many would mind its going is.
#
# </details>
#
# **Change a word and run again:** replace `18-29` with `60+`. Which feature turns?
# %%
kano.summary(kano.counts(features.query("age_band == '18-29'")))[["verdict", "better", "worse", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# “只有电子回单”：合起来是无差异型，60岁及以上的{{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["n"].iloc[0])}}人里，{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}}人是反向型，有了反而恼火。合在一起算，是又一个选择：算掉的正是不用手机的那群人。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# "No paper statements any more": indifferent over all, but among the {{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["n"].iloc[0])}} people of 60 and above {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}} are reverse: having it annoys them. Pooling is a choice as well, and what it hides is the very people who depend on paper.
#
# </details>
# %%
take_quiz("05_verdict", items=["better-of-counts"])
# %% [markdown] lang="zh"
# **可以说：十项里九项分得出类，“两分钟内接通人工”分不出；“只有电子回单”对60岁及以上的客户是反向型。**
#
# ## 10 “良好”是怎么算出来的（7分钟）
#
# 国内的评价报告爱用**模糊综合评价**（fuzzy comprehensive evaluation）：各维度多少人算“好、中、差”，这叫**隶属度**（membership），其实就是占比；再用权重合成，最大的一格就是结论。合成有四种**算子**（operator）。看MB4：
# %% [markdown] lang="en"
# **What we can say: nine features of ten can be classed, "a person within two minutes" cannot; "no paper statements" is reverse for customers of 60 and above.**
#
# ## 10 How "good" is made (7 minutes)
#
# Chinese evaluation reports like **fuzzy comprehensive evaluation**: for each dimension the share of people who count as good, fair or poor, called **membership** though it is just a share; weights combine them, and the largest grade is the verdict. There are four **operators** to combine with. Take MB4:
# %%
from fsq_lab import fuzzy

grades = {"good": (5.5, 7), "fair": (4.5, 5.49), "poor": (1, 4.49)}
shares_of = fuzzy.memberships(importance.dimension_scores(mobile.query("bank == 'MB4'")), grades)
judged = fuzzy.evaluate(shares_of, said["importance"] / 100)
judged[["good", "fair", "poor", "verdict", "lead"]].round(3)
# %%
plots.verdict_by_operator(judged)
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 同样的{{int((mobile["bank"] == "MB4").sum())}}人、同样的权重：加权平均（`product-sum`）说“好”，领先{{judged["lead"]["product-sum"]:.3f}}；取小取大（`min-max`）分不出“中”和“差”；有界和（`min-bounded-sum`）说“中”。取小取大只看最大的一项，丢掉的最多。领先这么一点，换一个算子就可能没有了。
#
# </details>
#
# **改一个词，再运行**：把`MB4`换成`MB6`，四种算子说的一样吗？
#
# **停一下，想一想**。报告只写“经模糊综合评价，MB4服务良好”，缺了哪几样？
#
# <details><summary>回应</summary>
#
# 哪种算子；“好”从几分算起；谁的权重；多少人；领先多少。五样都是选择，改一样就可能不“良好”。
#
# </details>
#
# **可以说：MB4评成什么，取决于算子；要用模糊综合评价，四种都算，只有一致的才写成结论。**
#
# ## 11 评几级（6分钟）
#
# 保险公司有过官方的分级办法。先看规则，再看一家：
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The same {{int((mobile["bank"] == "MB4").sum())}} people and the same weights: the weighted mean (`product-sum`) says good, with a lead of {{judged["lead"]["product-sum"]:.3f}}; `min-max` cannot choose between fair and poor; `min-bounded-sum` says fair. Min-max sees only the largest entry and loses most. So small a lead may be gone with the next operator.
#
# </details>
#
# **Change a word and run again:** replace `MB4` with `MB6`. Do the four agree?
#
# **Stop and judge.** A report says only: "By fuzzy comprehensive evaluation, the service of MB4 is good." What is missing?
#
# <details><summary>Reply</summary>
#
# Which operator; from what score "good" begins; whose weights; how many people; how large the lead. All five are choices, and a change in one may be the end of "good".
#
# </details>
#
# **What we can say: what MB4 is called depends on the operator; if fuzzy evaluation is used at all, compute all four and write down what they agree on.**
#
# ## 11 Which grade? (6 minutes)
#
# For insurers there was an official rule of grades. First the rule, then one insurer:
# %%
from fsq_lab import show_law

show_law("insurer-service-2015/property", "insurer-service-2015/grades")
# %%
indicators = load("insurer_indicators")
one = indicators.query("insurer == 'IN5'")
one[["indicator", "numerator", "denominator", "value"]]
# %% [markdown] lang="zh"
# 课程的约定（规则里读不到的）：三项理赔各15分，两项投诉各12.5分，一项得几成就是几分。[CIRC2015] **我猜**：IN5的总分是多少？差2分以内算中。
# %% [markdown] lang="en"
# The course's convention where the rule could not be read: 15 points for each of the three claims indicators, 12.5 for each of the two on complaints, and the points are the share reached. [CIRC2015] **Bet:** what is IN5's total? Within 2 counts as right.
# %%
bet("points_of_in5", kind="number", within=2)
# %%
rated = ratings.rate(one)
settle("points_of_in5", rated["score"]["IN5"])
# %%
rated[["score", "low", "high", "grade", "certain", "nearest_cut", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# {{rated["score"]["IN5"]:.1f}}分（区间从{{rated["low"]["IN5"]:.1f}}到{{rated["high"]["IN5"]:.1f}}），{{rated["grade"]["IN5"]}}级，离最近的界线{{abs(rated["distance"]["IN5"]):.1f}}分，区间没有跨线（`certain`）。要是有一家差零点零几分，多办成几件就跳一级：那一级说的是线画在哪里。
#
# </details>
#
# **改一个词，再运行**：把`IN5`换成`IN1`。
#
# **可以说：级别是线切出来的；报级别，连同分数、区间和离线多远一起报。**
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{rated["score"]["IN5"]:.1f}} points (interval {{rated["low"]["IN5"]:.1f}} to {{rated["high"]["IN5"]:.1f}}), grade {{rated["grade"]["IN5"]}}, {{abs(rated["distance"]["IN5"]):.1f}} points from the nearest cut; the interval crosses no line (`certain`). An insurer a few hundredths short would rise a grade with a few cases more: such a grade tells where the line is.
#
# </details>
#
# **Change a word and run again:** replace `IN5` with `IN1`.
#
# **What we can say: grades are cut by lines; report a grade with its score, its interval and its distance from the line.**
# %%
take_quiz("05_verdict", items=["one-case-short"])
# %% [markdown] lang="zh"
# ## 小结
#
# 星期五，行长问：“那谁第一？”你答：“看您问什么。按平均感知是MB6；换一条路，五家都当过第一。所以我给您的不是六个名次，是六段，外加两件定得下来的事。”他想了想：“那就把选择印在名次旁边。”
#
# 同一条链，练习里你自己走三遍：银行网点、证券公司、保险公司，数据、指标和结论各不相同。
#
# **档案B07，新的一行**：可靠性，怎么选都是B07最后；其余网点的名次都要看怎么选。
#
# **接下来**：[练习05](../../exercises/zh/05_verdict/05_verdict.ipynb)（约60分钟），然后是第06课“满意度调查”。
# %% [markdown] lang="en"
# ## Summary
#
# On Friday the head asks: "So who is first?" You answer: "It depends on what you ask. By mean perception MB6; by one way or another, five banks have been first. So I bring you no six ranks but six ranges, and two things that are settled." He thinks it over: "Then print the choices beside the ranks."
#
# In the exercise you go along the same chain three times: bank branches, securities companies, insurers, each with its own data, indicators and verdict.
#
# **File B07, a new line:** on reliability B07 is last under every choice; the ranks of all other branches depend on choices.
#
# **Next:** [exercise 05](../../exercises/en/05_verdict/05_verdict.ipynb) (about 60 minutes), then lesson 06, "Surveying satisfaction".
# %%
bets()
