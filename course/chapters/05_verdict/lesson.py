# %% [markdown] lang="zh"
# # 05 品质的量化与评判
#
# **用时**：75分钟，课后练习另计60分钟；只走带★的短路径，约40分钟。
#
# 2025年10月，分行行长把一份调查推到你面前：“六家手机银行（我们的是MB2），星期五以前给我排出名次，一家一个。”桌上还有三张海报，三家都写“客户评价第一”，都说用的是这份调查。
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
# **Time:** 75 minutes, and 60 more for the exercises. The starred short path (★) takes about 40.
#
# October 2025. The regional head pushes a survey across the desk: "Six mobile banks, ours is MB2. By Friday I want them ranked, one place each." Beside it lie three posters from three of the banks. Each says "rated first by customers", and each cites this very survey.
#
# **Questions of this lesson**
# - How many choices lie between the scores and a rank?
# - Which conclusions survive every choice tried, and which change with one?
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
# - **已知**：B07检查表及格，春天以来守约的比例最低（第02课）；客户的感受明显低于别家，**可靠性**（reliability）和响应性低得最多（第03课）。
# - **已知**：看不出是尺子的毛病（第04课）。
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
# - **Known:** B07 passes the checklist and has kept the lowest share of its promised times since spring (lesson 02). Its customers rate it clearly below the others, most of all on **reliability** and responsiveness (lesson 03).
# - **Known:** nothing found so far points to the ruler (lesson 04).
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
# {{chance["perception"].idxmax()}}平均{{chance["perception"].max():.2f}}分，第一；最后一名{{chance["perception"].min():.2f}}分。`low`和`high`是名次的区间：从同一家的**受访者**（respondent）里重抽一千次，百分之九十五的名次落在里面。第一名可以落到第{{int(chance["high"].iloc[0])}}，第二名可以是{{int(chance["low"].iloc[1])}}到{{int(chance["high"].iloc[1])}}。
#
# </details>
#
# **可以说：按平均感知，MB6领先（名次区间1到{{int(chance["high"].iloc[0])}}）；其余五家的区间互相套着（每家{{int(chance["n"].min())}}至{{int(chance["n"].max())}}人），排不开。**
#
# ## ★ 2 二十五条路（8分钟）
#
# 从得分到名次还要**选**，每次选哪样都说得过去：
#
# | 选什么 | 可以选 |
# |---|---|
# | 哪把尺子（这里不换） | SERVQUAL，为网点造的；E-S-QUAL，为网上服务造的（第03课） |
# | 量什么 | 感知；差距（gap），感知减**期望**（expectation）；总体满意度那一题 |
# | 谁的权重 | 都一样；客户自己分的100分；推导的（看满意度跟着哪个维度变，第4节） |
# | 怎样合成 | 平均分；高分的人占几成（一个人的平均，感知到6、差距到0算高） |
# | 谁算进去 | 每个维度答了一半以上的；全部答完的 |
#
# 前两种量法各有三种权重、两种合成、两种人，加上满意度一题，一共二十五条路。**我猜**：六家里，至少在一条路上排第一的有几家？差1家以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{chance["perception"].idxmax()}} has the highest mean, {{chance["perception"].max():.2f}}; the last has {{chance["perception"].min():.2f}}. `low` and `high` are an interval for the rank: the bank's **respondents** were resampled a thousand times, and 95 of 100 ranks lie inside. The leader may rank as low as {{int(chance["high"].iloc[0])}}; the second may be anything from {{int(chance["low"].iloc[1])}} to {{int(chance["high"].iloc[1])}}.
#
# </details>
#
# **What we can say: by mean perception MB6 leads (rank interval 1 to {{int(chance["high"].iloc[0])}}); the intervals of the other five overlap (n = {{int(chance["n"].min())}} to {{int(chance["n"].max())}} a bank), so their order is open.**
#
# ## ★ 2 Twenty-five ways (8 minutes)
#
# Between scores and a rank lie **choices**, and each option is defensible:
#
# | Choose | from |
# |---|---|
# | Which ruler (kept here) | SERVQUAL, made for branches; E-S-QUAL, made for services online (lesson 03) |
# | What is measured | perception; gap (perception minus **expectation**); the one question on overall satisfaction |
# | Whose weights | all equal; each customer's own 100 points; derived (what satisfaction moves with, section 4) |
# | How to combine | the mean; the share of high scorers (a person's own mean at least 6, or for gaps at least 0) |
# | Who counts | those who answered at least half of each dimension; those who answered everything |
#
# The first two measures come with three weights, two ways to combine and two sets of people; with the one question on satisfaction that makes twenty-five ways. **Bet:** how many of the six come first in at least one way? Within one counts as right.
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
# 一条横线是一家的名次，从最好到最差；圆点越大，得那个名次的路越多，菱形是**中位数**（median）。{{(spread["first"] > 0).sum()}}家都当过第一；MB6最多，{{int(spread["first"]["MB6"])}}条路。我们的MB2当过第一，也当过最后。三张海报没有一张是编的：各自选了一条路，没有说是哪一条。
#
# </details>
#
# **改一个词，再运行**：只留一种量法，看哪一家搬得最远。把`gap`换成`perception`。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# A line is one bank's ranks from best to worst; a larger dot means more ways, the diamond is the **median**. {{(spread["first"] > 0).sum()}} of them have been first; MB6 most often, in {{int(spread["first"]["MB6"])}} ways. Our own MB2 has been first, and last. None of the three posters is invented: each took one way and did not say which.
#
# </details>
#
# **Change a word and run again:** keep one measure only and see who moves furthest. Replace `gap` with `perception`.
# %%
rank_choices.ranges(ways.query("measure == 'gap'"))
# %% [markdown] lang="zh"
# <details><summary>对照：为什么换得这么勤</summary>
#
# 我们的MB2搬得最远：名次的中位数从{{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB2"]:.1f}}变成{{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB2"]:.1f}}；MB6从{{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB6"]:.1f}}变成{{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB6"]:.1f}}。
#
# 只算全部答完的12条路，六家一共剩{{int(ways.query("needs == 'all'")["n"].min())}}至{{int(ways.query("needs == 'all'")["n"].max())}}人，最少的一家才{{int(ways["fewest"].min())}}人（别人多半勾过“没有经历过”）。另外{{int((ways["needs"] != "all").sum())}}条路上，当过第一的只有{{(rank_choices.ranges(ways.query("needs != 'all'"))["first"] > 0).sum()}}家，MB4有{{int(rank_choices.ranges(ways.query("needs != 'all'"))["last"]["MB4"])}}条最后。
#
# 数据卡里的真相：除了MB4闪退多，六家是照一样造的。三十份这样的调查合起来（12,960人），MB4条条最后，其余五家仍相差无几。所以不是五家各有长处，是碰巧的小差别，换一条路就换出一个“第一”。
#
# </details>
#
# **轮到你**，写一句：二十五条路里，你会用哪一条？理由里不许出现哪家的名字。
#
# <details><summary>对照</summary>
#
# 好的理由说的是用途：要知道客户眼里什么要紧，用客户分的权重；丢掉五分之四的人，要有特别的理由。先写选法，再看名次；倒过来，等于射完箭再画靶。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare: why they change so easily</summary>
#
# Our own MB2 moves furthest: its median rank goes from {{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB2"]:.1f}} to {{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB2"]:.1f}}, that of MB6 from {{rank_choices.ranges(ways.query("measure == 'gap'"))["median"]["MB6"]:.1f}} to {{rank_choices.ranges(ways.query("measure == 'perception'"))["median"]["MB6"]:.1f}}.
#
# Twelve ways count complete answers only: {{int(ways.query("needs == 'all'")["n"].min())}} to {{int(ways.query("needs == 'all'")["n"].max())}} people at all six, in the smallest bank {{int(ways["fewest"].min())}} (most of the others had ticked "no experience"). In the other {{int((ways["needs"] != "all").sum())}} ways only {{(rank_choices.ranges(ways.query("needs != 'all'"))["first"] > 0).sum()}} banks come first, and MB4 is last in {{int(rank_choices.ranges(ways.query("needs != 'all'"))["last"]["MB4"])}}.
#
# The truth, from the data card: but for the crashes of MB4 the six were made alike. In thirty such surveys together (12,960 people) MB4 is last in every way and the other five hardly differ. So these are not five banks with five strengths: small differences, due to chance, make a new "first" with each way.
#
# </details>
#
# **Your turn**, one sentence: which of the twenty-five would you take? Your reason may not name a bank.
#
# <details><summary>Compare</summary>
#
# A good reason speaks of the purpose: to know what matters to customers, take their weights; leaving out four people in five needs a special reason. Write the choice down first and look at the ranks afterwards: the other order is drawing the target round the arrow.
#
# </details>
# %%
take_quiz("05_verdict", items=["three-posters"])
# %% [markdown] lang="zh"
# **可以说：同样的{{len(mobile)}}份问卷，六家里有{{(spread["first"] > 0).sum()}}家找得到一条路说自己第一。差别小，第一就是选出来的；给得出的是六段名次，不是六个。**
#
# ## ★ 3 八条路都一样的（5分钟）
#
# 换到12个网点，只看可靠性，一共八条路：感知或差距，平均或高分的人占几成，一半或全部，权重用不上（只有一个维度）。**我猜**：八条路上名次从来没有变过的网点，有几家？差1家以内算中。
# %% [markdown] lang="en"
# **What we can say: with the same {{len(mobile)}} questionnaires, {{(spread["first"] > 0).sum()}} of six banks can find a way to be first. Where differences are small, choosing makes the winner; what this survey gives is a range of ranks for each bank, not a rank.**
#
# ## ★ 3 What eight ways agree on (5 minutes)
#
# Now the twelve branches, on reliability alone, in eight ways: perception or gap, mean or share of high scorers, half or everything answered (with a single dimension there is nothing to weight). **Bet:** how many branches keep the same rank in all eight? Within one counts as right.
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
# 只有B07：{{int(places["n_choices"]["B07"])}}条路，{{int(places["last"]["B07"])}}条最后。换到全部维度的平均感知，它的名次区间也只有第{{int(rank_choices.by_chance(load("bank_branch"), by="branch")["low"]["B07"])}}名一个（{{int(rank_choices.by_chance(load("bank_branch"), by="branch")["n"]["B07"])}}人）。检查表第一的B06（第02课），在这里从第{{int(places["best"]["B06"])}}到第{{int(places["worst"]["B06"])}}。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# B07 alone: {{int(places["n_choices"]["B07"])}} ways, last in {{int(places["last"]["B07"])}}. Over all dimensions, too, by mean perception, the interval of its rank holds number {{int(rank_choices.by_chance(load("bank_branch"), by="branch")["low"]["B07"])}} only (n = {{int(rank_choices.by_chance(load("bank_branch"), by="branch")["n"]["B07"])}}). B06, first on the checklist (lesson 02), ranges from {{int(places["best"]["B06"])}} to {{int(places["worst"]["B06"])}} here.
#
# </details>
# %%
branches = load("bank_branch")
rank_choices.ranges(rank_choices.ranks(branches, "branch", dimension="reliability", outcome=None)).tail(3)
# %% [markdown] lang="zh"
# **改一个词，再运行**：`reliability`换成`assurance`，再换`tangibles`。最后一名还是它吗，条条路都是吗？
#
# <details><summary>对照</summary>
#
# 保证性、响应性、移情性，B07都是八条路条条最后；有形性只有{{int(rank_choices.ranges(rank_choices.ranks(branches, "branch", dimension="tangibles", outcome=None))["last"]["B07"])}}条。名次说不出哪一样最差，那要看差多少（第03课）。
#
# </details>
# %% [markdown] lang="en"
# **Change a word and run again:** replace `reliability` with `assurance`, then `tangibles`. Is the last still the same, and in every way?
#
# <details><summary>Compare</summary>
#
# On assurance, responsiveness and empathy B07 is last in all eight ways; on tangibles in {{int(rank_choices.ranges(rank_choices.ranks(branches, "branch", dimension="tangibles", outcome=None))["last"]["B07"])}} only. Ranks cannot tell which of them is worst; the distance does (lesson 03).
#
# </details>
# %%
take_quiz("05_verdict", items=["last-every-time"])
# %% [markdown] lang="zh"
# **可以说：B07的可靠性，{{int(places["n_choices"]["B07"])}}条路条条最后；其余11家的名次都要看怎么选。差别大的，经得起选。**
#
# ## 4 谁的权重（7分钟）
#
# 权重有两个来处：客户自己分的100分，叫**陈述重要性**（stated importance）；看哪个维度的得分和总体满意度一起变，叫**推导重要性**（derived importance），这里是标准化回归系数。**我猜**：从陈述到推导，名次掉得最多的是哪个维度？
# %% [markdown] lang="en"
# **What we can say: on reliability B07 is last in {{int(places["last"]["B07"])}} ways of {{int(places["n_choices"]["B07"])}}; the rank of each of the other eleven depends on the choice. A large difference withstands the choosing.**
#
# ## 4 Whose weights? (7 minutes)
#
# Weights come from two places. Customers share out 100 points: **stated importance**. Or one sees which dimension's score moves together with overall satisfaction: **derived importance**, here the standardised regression coefficient. **Bet:** which dimension drops furthest in rank from stated to derived importance?
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
shown[["importance", "low", "high", "correlation", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# 保证性：客户给了{{said["importance"]["assurance"]:.0f}}分，第二；推导出来是{{shown["importance"]["assurance"]:.2f}}（区间从{{shown["low"]["assurance"]:.2f}}到{{shown["high"]["assurance"]:.2f}}，{{int(shown["n"]["assurance"])}}人），最小。一种可能（这里没有证明）：资金安全人人说要紧，可是大家都觉得做到了，满意度就不随它变。区间互相重叠，推导的次序只能粗看。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# Assurance: customers give it {{said["importance"]["assurance"]:.0f}} points, second place; derived it is {{shown["importance"]["assurance"]:.2f}} (interval {{shown["low"]["assurance"]:.2f}} to {{shown["high"]["assurance"]:.2f}}, n = {{int(shown["n"]["assurance"])}}), the smallest. One possibility, not proved here: everyone says that safety matters, but as everyone has it, satisfaction does not move with it. The intervals overlap, so the derived order is rough.
#
# </details>
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
# 竖线没得选：100分分给五样，平均总是20，所以总有维度算“不重要”。能选的是横线：五个点的平均，或者量表的中点4分。点也有误差：椭圆压到线，就放不进哪一格。先看六家合起来。**我猜**：线画在平均，哪个维度落在“集中改进”，而且椭圆没有压线？
# %% [markdown] lang="en"
# **What we can say: what customers say and what satisfaction moves with are two kinds of "important"; the one used belongs beside the verdict. Derived means associated, not causal.**
#
# ## ★ 5 What to improve first (8 minutes)
#
# **Importance-performance analysis** (IPA; Martilla and James 1977) plots each dimension by importance and performance, and a pair of crosshairs makes four **quadrants**:
#
# | | Low performance | High performance |
# |---|---|---|
# | Important | **concentrate here** | **keep up** |
# | Less important | **low priority** | **possible overkill** |
#
# The vertical line leaves no choice: 100 points over five dimensions always average 20, so something is always "less important". What can be chosen is the horizontal one: the mean of the five points, or the midpoint of the scale, 4. The points have error too: where an ellipse touches a line, the quadrant is not settled. First all six banks together. **Bet:** with the lines at the mean, which dimension lies in "concentrate here" with its ellipse clear of the lines?
# %%
bet("improve_for_certain", "tangibles reliability responsiveness assurance empathy")
# %%
from fsq_lab import importance, performance
from fsq_lab.scoring.weights import shares

wanted, seen = shares(mobile), importance.dimension_scores(mobile)
fields = performance.both_lines(wanted, seen, midpoints=(20, 4))
settle("improve_for_certain", list(fields.query("quadrant_mean == 'concentrate here' and certain_mean").index))
# %%
plots.importance_performance(wanted, seen, midpoints=(20, 4))
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 响应性：重要性{{fields["importance"]["responsiveness"]:.1f}}分，绩效{{fields["performance"]["responsiveness"]:.2f}}分，五个里最低（{{int(fields["n"].iloc[0])}}人），整个椭圆在格里。可靠性也在这一格，椭圆却压着线。横线画在中点：五个维度都高于4分，“集中改进”空了，{{int(fields["flips"].sum())}}个维度换了格（`flips`）。
#
# </details>
#
# 行长管的是MB2。**改一个词，再运行**：`MB2`换成`MB4`。哪一家说得定先改哪一个？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Responsiveness: importance {{fields["importance"]["responsiveness"]:.1f}}, performance {{fields["performance"]["responsiveness"]:.2f}}, the lowest of five (n = {{int(fields["n"].iloc[0])}}), and the whole ellipse lies inside. Reliability is in the same quadrant, but its ellipse touches a line. With the horizontal line at the midpoint all five are above 4: "concentrate here" is empty, and {{int(fields["flips"].sum())}} dimensions change quadrants (`flips`).
#
# </details>
#
# The head runs MB2. **Change a word and run again:** replace `MB2` with `MB4`. Which of them knows for certain what to improve first?
# %%
ours = mobile.query("bank == 'MB2'")
both = performance.both_lines(shares(ours), importance.dimension_scores(ours), midpoints=(20, 4))
both[["quadrant_mean", "certain_mean", "flips", "n"]]
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# MB2（{{int(performance.quadrants(shares(mobile.query("bank == 'MB2'")), importance.dimension_scores(mobile.query("bank == 'MB2'")))["n"].iloc[0])}}人）：响应性落在集中改进，椭圆压着线，定不了。MB4（{{int(performance.quadrants(shares(mobile.query("bank == 'MB4'")), importance.dimension_scores(mobile.query("bank == 'MB4'")))["n"].iloc[0])}}人）：可靠性、响应性都定得下来。合在一起就看不见这个差别。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# MB2 (n = {{int(performance.quadrants(shares(mobile.query("bank == 'MB2'")), importance.dimension_scores(mobile.query("bank == 'MB2'")))["n"].iloc[0])}}): responsiveness lies in "concentrate here", but its ellipse is on a line, so nothing is settled. MB4 (n = {{int(performance.quadrants(shares(mobile.query("bank == 'MB4'")), importance.dimension_scores(mobile.query("bank == 'MB4'")))["n"].iloc[0])}}): reliability and responsiveness both are. Pooling the six hid that.
#
# </details>
# %%
take_quiz("05_verdict", items=["four-fields", "moved-line"])
# %% [markdown] lang="zh"
# **停一下，想一想**。横线画在中点的报告说：“没有一项要改。”错在哪里？
#
# <details><summary>回应</summary>
#
# 没有算错。它问的是“有没有低于4分的”，行长问的是“先改哪一个”。平均线下总有人，永远找得出“要改的”；中点线上可以人人都在。两条线都画，话才完整。
#
# </details>
#
# **可以说：六家合起来，按平均线，先改响应性；只看MB2，椭圆压线，先改哪个还定不了。按中点线，五个维度都在4分以上。**
#
# ## ★ 6 评几级（6分钟）
#
# 换一类机构：财产保险公司有过官方的分级办法。先看规则，再看一家：
# %% [markdown] lang="en"
# **Stop and judge.** A report with the line at the midpoint says: "Nothing needs improving." Where is the mistake?
#
# <details><summary>Reply</summary>
#
# The arithmetic is right. The report asks whether anything scores below 4; the head asks what to improve first. Something always lies below a mean; everything may lie above a midpoint. Draw both, and the answer is complete.
#
# </details>
#
# **What we can say: over the six banks together, responsiveness comes first for improvement if the line is the mean; for MB2 alone its ellipse is on a line, so nothing is settled. By the midpoint all five dimensions are above 4.**
#
# ## ★ 6 Which grade? (6 minutes)
#
# Another kind of institution: for property insurers there was an official grading rule. First the rule, then one insurer:
# %%
from fsq_lab import show_law

show_law("insurer-service-2015/property", "insurer-service-2015/grades")
# %%
indicators = load("insurer_indicators")
one = indicators.query("insurer == 'IN5'")
one[["indicator", "numerator", "denominator", "value"]]
# %% [markdown] lang="zh"
# 这里只是仿照那条规则：八项里有几项是课程换的（规则要的赔付天数和投诉率没有），给分也是课程的约定：三项理赔平分45分，两项投诉平分25分，一项得几成就是几分。**我猜**：IN5的总分是多少？差2分以内算中。
# %% [markdown] lang="en"
# This is modelled on the rule and is not the rule: the course replaced some of the eight (the rule wants days to payment and a complaint rate) and set the points itself: three claims indicators share 45, two on complaints share 25, and an indicator earns the share that it reaches. **Bet:** what is IN5's total? Within 2 counts as right.
# %%
bet("points_of_in5", kind="number", within=2)
# %%
from fsq_lab import ratings

rated = ratings.rate(one)
settle("points_of_in5", rated["score"]["IN5"])
# %%
own = ratings.rate(indicators.query("insurer == 'IN5'"))
own[["score", "low", "high", "grade", "certain", "nearest_cut", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>读表</summary>
#
# {{rated["score"]["IN5"]:.1f}}分（区间从{{rated["low"]["IN5"]:.1f}}到{{rated["high"]["IN5"]:.1f}}，{{int(rated["n"]["IN5"])}}件），{{rated["grade"]["IN5"]}}级，离最近的界线{{abs(rated["distance"]["IN5"]):.1f}}分，区间没有跨线（`certain`）。
#
# </details>
#
# **改一个词，再运行**：把上一格的`IN5`换成`IN1`。
#
# <details><summary>对照</summary>
#
# IN1是{{ratings.rate(indicators)["score"]["IN1"]:.1f}}分，{{ratings.rate(indicators)["grade"]["IN1"]}}级，区间也没有跨线。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{rated["score"]["IN5"]:.1f}} points (interval {{rated["low"]["IN5"]:.1f}} to {{rated["high"]["IN5"]:.1f}}, n = {{int(rated["n"]["IN5"])}} cases), grade {{rated["grade"]["IN5"]}}, {{abs(rated["distance"]["IN5"]):.1f}} points from the nearest cut; the interval crosses no line (`certain`).
#
# </details>
#
# **Change a word and run again:** in the cell above, replace `IN5` with `IN1`.
#
# <details><summary>Compare</summary>
#
# IN1 has {{ratings.rate(indicators)["score"]["IN1"]:.1f}} points, grade {{ratings.rate(indicators)["grade"]["IN1"]}}; its interval crosses no line either.
#
# </details>
# %%
take_quiz("05_verdict", items=["one-case-short"])
# %% [markdown] lang="zh"
# **可以说：级别是线切出来的；报级别，连同分数、区间和离线多远一起报。**
#
# ## ★ 7 一句话的结论（8分钟）
#
# 三类机构，**关键时刻**（moment of truth）不同，指标也不同；分子、**分母**（denominator）都要写：
#
# | 机构 | 关键时刻 | 自己的指标 |
# |---|---|---|
# | 银行 | 答应了时间 | 守约率：按时办完的承诺÷全部承诺 |
# | 证券公司 | 行情急时下单；产品合不合适 | 停机：碰上过的客户÷全部受访客户 |
# | 保险公司 | 出险以后 | 按期率：按期办结的理赔÷全部理赔 |
#
# 手机银行的问卷里也有一题不问看法：每月闪退几次。它不用权重，可那是客户记得的，真的指标要看系统日志。`sem`是标准误，均值上下各两个就是区间：
# %% [markdown] lang="en"
# **What we can say: grades are cut by lines; report a grade with its score, its interval and its distance from the line.**
#
# ## ★ 7 A verdict in one sentence (8 minutes)
#
# Each kind of institution has its own **moment of truth** and its own indicator; give numerator and **denominator**:
#
# | Institution | Moment of truth | An indicator of its own |
# |---|---|---|
# | Bank | a time was promised | promises kept in time / all promises |
# | Securities company | an order in a fast market; does the product suit? | clients who met an outage / all clients asked |
# | Insurer | after the loss | claims settled in time / all claims |
#
# One question of the mobile survey asks for no opinion: crashes a month. It needs no weights, yet it is what customers remember; the true indicator is in the system's log. `sem` is the standard error; twice that on either side of the mean is the interval:
# %%
mobile.groupby("bank")["crashes_month"].agg(["mean", "sem", "count"]).round(2)
# %% [markdown] lang="zh"
# 再看**神秘客户**（mystery shopper）的检查表：
# %% [markdown] lang="en"
# And the checklist of the **mystery shoppers**:
# %%
ratings.checklist(load("mystery_visits")).loc[["B06", "B07"], ["score", "low", "high", "n"]].round(1)
# %% [markdown] lang="zh"
# <details><summary>读两张表</summary>
#
# 闪退，MB4平均{{mobile.groupby("bank")["crashes_month"].mean()["MB4"]:.1f}}次，上下{{2 * mobile.groupby("bank")["crashes_month"].sem()["MB4"]:.1f}}；别家最多{{mobile.groupby("bank")["crashes_month"].mean().drop("MB4").max():.1f}}次，上下{{2 * mobile.groupby("bank")["crashes_month"].sem()[mobile.groupby("bank")["crashes_month"].mean().drop("MB4").idxmax()]:.1f}}：差得大，定得下来。
#
# 检查表上B06第一，B07也及格；客户那里，B07可靠性最后。一把尺子量规定的动作，一把量客户得没得到所要的：哪一样叫“品质”，问再多的人也要自己选。
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Reading the two tables</summary>
#
# Crashes: MB4 has {{mobile.groupby("bank")["crashes_month"].mean()["MB4"]:.1f}} on average, give or take {{2 * mobile.groupby("bank")["crashes_month"].sem()["MB4"]:.1f}}; no other bank more than {{mobile.groupby("bank")["crashes_month"].mean().drop("MB4").max():.1f}}, give or take {{2 * mobile.groupby("bank")["crashes_month"].sem()[mobile.groupby("bank")["crashes_month"].mean().drop("MB4").idxmax()]:.1f}}. That difference is large, so it is settled.
#
# On the checklist B06 comes first and B07 passes; for customers B07 is last on reliability. One ruler measures prescribed acts, the other whether customers got what they came for: which is called "quality" remains a choice however many are asked.
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
# “按平均感知、权重一样、答了一半以上的{{int(ways["n"].iloc[0])}}人，MB6第一（名次区间1到{{int(chance["high"].iloc[0])}}），二十五条路里{{int(spread["first"]["MB6"])}}条第一；只看差距，{{int(rank_choices.ranges(ways.query("measure == 'gap'"))["n_choices"]["MB6"])}}条里只有{{int(rank_choices.ranges(ways.query("measure == 'gap'"))["first"]["MB6"])}}条。所以不建议公布六个名次。能定的有两件：客户记得的闪退，MB4比别家多；六家合起来，响应性最低。”
#
# </details>
#
# **可以说：评判是一个数，加上人数、区间和它所依靠的选择。差别大、换了选法还在的，大胆说。**
#
# **停点一**（约47分钟）。课到这里已经完整；下面四节是**选做**，三种方法，同一个问题：换一个选择，结论还在吗？赶时间就看小结。
#
# ## 8 专家怎么说（6分钟）
#
# 行里还请了专家定权重。**层次分析法**（analytic hierarchy process，AHP；Saaty）只问两两比较：A比B重要几倍，1到9。比多了就可能自相矛盾：A三倍于B，B三倍于C，C又三倍于A。**一致性比率**（consistency ratio，CR）量矛盾有多大（和随手乱填的比，用Saaty的表），习惯上要小于十分之一；这是经验，不是定理。
#
# 自己当一回专家：动滑块，先让它一致，再让它自相矛盾。
# %% [markdown] lang="en"
# A good verdict has five parts: **what it says; which choices it rests on; how many people; how wide the interval; what would change it.**
#
# **Your turn**, for the regional head: judge the six mobile banks in two or three sentences with all five parts.
#
# <details><summary>Compare</summary>
#
# "By mean perception, equal weights, with the {{int(ways["n"].iloc[0])}} people who answered at least half, MB6 is first (rank interval 1 to {{int(chance["high"].iloc[0])}}), as it is in {{int(spread["first"]["MB6"])}} ways of twenty-five; by gaps it is first in only {{int(rank_choices.ranges(ways.query("measure == 'gap'"))["first"]["MB6"])}} ways of {{int(rank_choices.ranges(ways.query("measure == 'gap'"))["n_choices"]["MB6"])}}. I advise against publishing six ranks. Two things are settled: customers remember more crashes at MB4 than elsewhere; over the six together, responsiveness is lowest."
#
# </details>
#
# **What we can say: a verdict is a number together with its n, its interval and the choices it rests on. What is large, and survives the choosing, say boldly.**
#
# **Stopping point one** (about 47 minutes). The lesson is complete here. The four sections below are **optional**: three methods, one question: does the conclusion survive another choice? In a hurry, go to the summary.
#
# ## 8 What the experts say (6 minutes)
#
# The bank also asked experts for weights. The **analytic hierarchy process** (AHP; Saaty) does not ask for weights outright, only for pairwise comparisons: how many times as important is A as B, from 1 to 9? With many pairs, judgements may contradict each other: A three times B, B three times C, C three times A. The **consistency ratio** (CR) measures how much (against random filling, by Saaty's table), and should be below one tenth, a rule of thumb and no theorem.
#
# Play the expert yourself: move the sliders until the judgements agree, then until they contradict each other.
# %%
from fsq_lab import ahp, explore_judgements

explore_judgements()
# %% [markdown] lang="zh"
# **可以说：两两比较也能得出权重，还露出自相矛盾。**
#
# ## 9 必须退回的判断（7分钟）
#
# 现在是一份发表过的判断：买房子，八条标准两两相比。[SAATY1990] **我猜**：它的一致性比率是多少？差0.05以内算中。
# %% [markdown] lang="en"
# **What we can say: comparing in pairs is another way to weights, and brings contradictions to light.**
#
# ## 9 Judgements to be sent back (7 minutes)
#
# Now a published set of judgements: eight criteria for buying a house, compared in pairs. [SAATY1990] **Bet:** what is its consistency ratio? Within 0.05 counts as right.
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
# {{checked["consistency_ratio"]:.3f}}，过不了这条线。差得最远的一对是第3条比第7条：给的是{{checked["given"]:.0f}}倍，拿掉这一格，只凭其余的判断推出来是{{checked["implied"]:.1f}}倍，方向都反了。`ahp.weights(house)`会拒绝；悄悄把这个数改掉，权重就是你的，不是专家的。
#
# </details>
#
# 两位专家比三条标准：承诺兑现（可靠性）、办得快（响应性）、讲得清（保证性）。意见不同，就逐格取**几何平均**（用算术平均，A比B和B比A就不再互为倒数）：
# %% [markdown] lang="en"
# <details><summary>Reading the table</summary>
#
# {{checked["consistency_ratio"]:.3f}}, above the limit. The pair furthest out is criterion 3 against criterion 7: {{checked["given"]:.0f}} times was given; without that cell, the other judgements alone imply {{checked["implied"]:.1f}}, the opposite direction. `ahp.weights(house)` refuses. Change the number quietly, and the weights are yours and no longer the expert's.
#
# </details>
#
# Two experts compare three criteria: promises kept (reliability), speed (responsiveness), clear words (assurance). Where they differ, take the **geometric mean** cell by cell (with the arithmetic mean, A over B and B over A would no longer be reciprocals):
# %%
criteria = ["reliability", "responsiveness", "assurance"]
first = pd.DataFrame([[1, 3, 5], ["1/3", 1, 2], ["1/5", "1/2", 1]], criteria, criteria)
second = pd.DataFrame([[1, "1/2", 2], [2, 1, 4], ["1/2", "1/4", 1]], criteria, criteria)
ahp.weights(ahp.group([first, second]))[["weight", "consistency_ratio"]].round(3)
# %% [markdown] lang="zh"
# 他们再比两家：承诺兑现，MB6两倍于MB2；办得快，MB2三倍于MB6；讲得清，MB2两倍于MB6。权重动到哪里，第一换人？**改一个词，再运行**：`ahp.group([first, second])`换成`first`，只听第一位的。
# %% [markdown] lang="en"
# They also compare two banks: promises kept, MB6 twice MB2; speed, MB2 three times MB6; clear words, MB2 twice MB6. How far must a weight move before the other comes first? **Change a word and run again:** replace `ahp.group([first, second])` with `first`, to hear the first expert alone.
# %%
pairs = [[1, "1/2"], [2, 1]], [[1, 3], ["1/3", 1]], [[1, 2], ["1/2", 1]]
banks = [pd.DataFrame(pair, ["MB2", "MB6"], ["MB2", "MB6"]) for pair in pairs]
plots.criteria_weights(ahp.turning_points(ahp.combine(ahp.group([first, second]), banks)))
# %%
take_quiz("05_verdict", items=["circular-judge", "group-judgement"])
# %% [markdown] lang="zh"
# **可以说：一致性比率小，只说明判断不自相矛盾，不说明它对；比率大，就退回去问，不能替人改。两位合起来MB2第一，只听第一位就换成MB6。**
#
# ## 10 有了不稀奇，没有就恼火（8分钟）
#
# **Kano模型**对每项功能问两次：有，您觉得怎样？没有呢？两个回答查一张表，分进六类：**魅力型**（A）、**期望型**（O，一元型）、**必备型**（M）、**无差异型**（I）、**反向型**（R）、**可疑**（Q）。通常哪类人最多就算哪类。**Fong检验**问：第一和第二差得够不够？不够，就写“未定”。300位手机银行用户，十项功能。**我猜**：未定的有几项？差1项以内算中。
# %% [markdown] lang="en"
# **What we can say: a small ratio shows that the judgements do not contradict each other, not that they are right; if it is large, go back and ask, and change nothing on the expert's behalf. For both together MB2 comes first, for the first expert alone MB6.**
#
# ## 10 Taken for granted, missed at once (8 minutes)
#
# **Kano's model** asks about each feature twice: how do you feel if it is there, and how if it is not? A table turns the two answers into one of six classes: **attractive** (A), **one-dimensional** (O), **must-be** (M), **indifferent** (I), **reverse** (R), **questionable** (Q). Usually the largest class wins. **Fong's test** asks whether first and second are far enough apart; if not, the class is undecided. 300 users of a mobile bank, ten features. **Bet:** how many are undecided? Within one counts as right.
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
# 往上看**Better**，(A＋O)÷(A＋O＋M＋I)：有了多少人更满意；往右看**Worse**，−(O＋M)÷同一个分母：没有多少人不满意。反向和可疑不进分母。“两分钟内接通人工”，第一第二只差{{int(found["difference"]["person_in_two_minutes"])}}人，界线是{{found["threshold"]["person_in_two_minutes"]:.1f}}人，够不上。但Worse是{{found["worse"]["person_in_two_minutes"]:.2f}}（{{found["worse_low"]["person_in_two_minutes"]:.2f}}到{{found["worse_high"]["person_in_two_minutes"]:.2f}}）：归哪一类不知道，撤掉会惹恼多少人，知道。
#
# </details>
#
# **改一个词，再运行**：把`18-29`换成`60+`。哪一项成了反向型？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# Upwards is **Better**, (A + O) / (A + O + M + I): how many are more satisfied if it is there. To the right is **Worse**, −(O + M) over the same denominator: how many are dissatisfied without it. Reverse and questionable stay out of the denominator. For "a person within two minutes" first and second differ by {{int(found["difference"]["person_in_two_minutes"])}} people, and the threshold is {{found["threshold"]["person_in_two_minutes"]:.1f}}. But its Worse is {{found["worse"]["person_in_two_minutes"]:.2f}} ({{found["worse_low"]["person_in_two_minutes"]:.2f}} to {{found["worse_high"]["person_in_two_minutes"]:.2f}}): we do not know its class, but we do know how many would be dissatisfied if it were withdrawn.
#
# </details>
#
# **Change a word and run again:** replace `18-29` with `60+`. Which feature becomes reverse?
# %%
by_age = kano.summary(kano.counts(features.query("age_band == '18-29'")))
by_age[["verdict", "better", "better_low", "better_high", "base", "n"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# “只有电子对账单”：合起来是无差异型，60岁及以上的{{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["n"].iloc[0])}}人里，{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}}人是反向型，有了反而恼火（分母只剩{{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["base"]["paperless"])}}人）。合在一起算，是又一个选择：藏住的正是最不愿意没有纸的那个年龄段。（不用手机银行的人，这份调查没有问。）
#
# </details>
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# "No paper statements": indifferent overall, but among the {{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["n"].iloc[0])}} people aged 60 and over {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "R"])}} are reverse: having it annoys them (the denominator is down to {{int(kano.summary(kano.counts(features.query("age_band == '60+'")))["base"]["paperless"])}}). Pooling is a choice as well, and what it hides is the age group that most dislikes losing paper. (People without mobile banking were not asked at all.)
#
# </details>
# %%
take_quiz("05_verdict", items=["better-of-counts"])
# %% [markdown] lang="zh"
# **可以说：不分年龄的{{int(found["n"].iloc[0])}}人里，十项有九项分得出类，“两分钟内接通人工”分不出；“只有电子对账单”对60岁及以上的{{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}}人是反向型。**
#
# ## 11 “良好”是怎么算出来的（7分钟）
#
# 国内的评价报告爱用**模糊综合评价**（fuzzy comprehensive evaluation）：各维度多少人算“好、中、差”，叫**隶属度**（membership），其实就是占比；再用权重合成，最大的就是结论。合成有四种**算子**（operator）。看MB4：
# %% [markdown] lang="en"
# **What we can say: over {{int(found["n"].iloc[0])}} people of all ages nine features of ten can be classed, "a person within two minutes" cannot; "no paper statements" is reverse for the {{int(kano.counts(features.query("age_band == '60+'")).loc["paperless", "n"])}} aged 60 and over.**
#
# ## 11 How a "good" comes about (7 minutes)
#
# Chinese evaluation reports are fond of **fuzzy comprehensive evaluation**: for each dimension the share of people who count as good, fair or poor, called **membership** though it is just a share; weights combine them, and the grade with the largest value is the verdict. There are four **operators** to combine with. Take MB4:
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
# 同样的{{min(shares_of.attrs["n"].values())}}至{{max(shares_of.attrs["n"].values())}}人、同样的权重：加权平均（`product-sum`）说“好”，领先{{judged["lead"]["product-sum"]:.3f}}；取小取大（`min-max`）让“中”和“差”打平；有界和（`min-bounded-sum`）说“中”。取小取大只看最大的一项，丢掉的最多。
#
# </details>
#
# **改一个词，再运行**：把`MB4`换成`MB6`，四种算子说的一样吗？
#
# <details><summary>对照</summary>
#
# 三种说“好”；取小取大让“好”和“中”打平。
#
# </details>
#
# **可以说：MB4评成什么，取决于算子；要用模糊综合评价，就用加权平均，另三种附上，写明换了会不会变。**
#
# ## 小结
#
# 星期五，行长问：“那谁第一？”你答：“看您问什么。按平均感知是MB6；可五家差得太小，换一条路，第一就换人。我给您六段名次，外加两件定得下来的事。”他想了想：“那就把选择印在名次旁边。”
#
# 练习里你自己走三遍：银行网点、证券公司、保险公司，数据、指标和结论各不相同。
#
# **档案B07，新的一行**：试过的八条路，可靠性条条是B07最后，响应性、保证性、移情性也一样；别的网点要看怎么选。
#
# **资料来源**：[SAATY1990]，European Journal of Operational Research 48(1)；Martilla和James（1977）；Kano等（1984）；Berger等（1993）；Fong（1996）。
#
# **接下来**：[练习05](../../exercises/zh/05_verdict/05_verdict.ipynb)（约60分钟），然后是第06课“满意度调查”。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The same {{min(shares_of.attrs["n"].values())}} to {{max(shares_of.attrs["n"].values())}} people and the same weights: the weighted mean (`product-sum`) says good, with a lead of {{judged["lead"]["product-sum"]:.3f}}; `min-max` cannot choose between fair and poor; `min-bounded-sum` says fair. Min-max sees only the largest entry and loses most.
#
# </details>
#
# **Change a word and run again:** replace `MB4` with `MB6`. Do the four agree?
#
# <details><summary>Compare</summary>
#
# Three say good; min-max has a tie between good and fair.
#
# </details>
#
# **What we can say: what MB4 is called depends on the operator; if fuzzy evaluation is used at all, take the weighted mean, and report the other three beside it with whether they change the verdict.**
#
# ## Summary
#
# On Friday the head asks: "So who is first?" You answer: "It depends on what you ask. By mean perception MB6; but five of them are so close that another way brings another first. So I bring you not six ranks but six ranges, and two things that are settled." He thinks it over: "Then print the choices beside the ranks."
#
# In the exercise you go along the chain three times: bank branches, securities companies, insurers, each with its own data, indicators and verdict.
#
# **File B07, a new line:** in all eight ways tried B07 is last on reliability, and likewise on responsiveness, assurance and empathy; elsewhere the choice decides.
#
# **Sources:** [SAATY1990], European Journal of Operational Research 48(1); Martilla and James (1977); Kano et al. (1984); Berger et al. (1993); Fong (1996).
#
# **Next:** [exercise 05](../../exercises/en/05_verdict/05_verdict.ipynb) (about 60 minutes), then lesson 06, "Surveying satisfaction".
# %%
bets()
