# %% [markdown] lang="zh"
# # 04 量表可信吗
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约42分钟。
#
# 分行开会，副行长翻着第03课的报告问你：“二十二道题，凭什么信？”下次会议以前，你要答得上来：这把尺子量得准不准，量的是几样东西，量每个网点是不是同一把。
#
# **本课回答**
# - 量表的信度是多少，这个数本身有多准？
# - 该不该删掉“拉低信度”的那一题？
# - 真的有五个**维度**（dimension）吗？B07的低分，会不会是尺子的毛病？
#
# **学习目标**
# - 知识目标：解释信度、维度数目和效度（validity）各说明感知服务质量测量的什么（K1）。
# - 技能目标：评价一份服务质量量表，报告信度的区间，数出维度，再决定用不用（S1）。
# %% [markdown] lang="en"
# # 04 Can the scale be trusted?
#
# **Time:** 60 minutes, and 45 more for the exercises. The starred short path (★) takes about 42.
#
# A meeting at the regional office. The vice-president leafs through the report of lesson 03 and asks you: "Why should I believe 22 questions?" By the next meeting you need an answer: does this ruler measure steadily, how many things does it measure, and is it the same ruler in every branch?
#
# **Questions of this lesson**
# - How reliable is the scale, and how exact is that figure?
# - Should the item that "lowers alpha" be deleted?
# - Are there really five dimensions? And could B07's low scores be the ruler's fault?
#
# **Objectives**
# - Knowledge: explain what reliability, the number of dimensions and validity say about a measurement of perceived service quality (K1).
# - Skill: evaluate a service quality scale: report the interval of its reliability, count its dimensions, and decide whether to use it (S1).
# %% [markdown] lang="zh"
# ## ★ 1 答案合不合拍（6分钟）
#
# > “六百多人答了，汇成一个数。凭什么信？”（副行长）
# >
# > “题是专家定的，您放心。”（问卷公司）
# >
# > （人物都是虚构的，数据是合成的，不代表任何真实机构）
#
# **档案B07**
# - **已知**：检查表合格，守住承诺的比例却最低（第02课）。
# - **已知**：客户觉得靠不上，明显低于其余网点，**可靠性**（reliability）差得最多（第03课）。
# - **未知**：是网点差，还是尺子歪？
#
# 几道**题项**（item）量同一样东西，答案就该合拍：一题打高分的**受访者**（respondent），别的题也偏高。合拍的程度叫**信度**（reliability），常用**α系数**（coefficient alpha）表示：全合拍是1，毫不相干是0。可靠性说的是网点，信度说的是尺子。
#
# 保证性有四题，先看**感知**（perception）的信度。
# %% [markdown] lang="en"
# ## ★ 1 Do the answers go together? (6 minutes)
#
# > "More than 600 people, boiled down to one number. Why believe it?" (Vice-president)
# >
# > "Experts wrote the questions. You can rely on them." (Survey firm)
# >
# > (Invented people, synthetic data; no real institution is meant.)
#
# **File B07**
# - **Known:** it passes the checklist but keeps the lowest share of promised times (lesson 02).
# - **Known:** customers rate it clearly below the others, most of all on **reliability**, the dimension: can they rely on it? (lesson 03).
# - **Not known:** is it the branch, or is the ruler crooked?
#
# If several **items** measure one thing, their answers go together: a **respondent** who rates one of them high rates the others high as well. How far they do is the scale's reliability, in the statistician's sense. Its usual measure is **coefficient alpha**: 1 if answers agree entirely, 0 if they have nothing to do with each other. One word, two meanings: the dimension is about the branch, the statistic about the ruler.
#
# Assurance has four items. Here is alpha for their **perceptions**.
# %%
from fsq_lab import reliability

survey = load("bank_branch")
assurance = survey[[f"perception_{n}" for n in range(14, 18)]]
reliability.alpha(assurance)[["alpha", "items", "n_used", "n_missing"]]
# %% [markdown] lang="zh"
# 假如其中一题印成了反话，越不满意分越高。**我猜**：四题的α变成多少？差{{0.1:.1f}}以内算中。
# %% [markdown] lang="en"
# Suppose that one of the four had been worded in reverse, so that a low opinion gives a high answer. **Bet:** what would alpha be? Within {{0.1:.1f}} counts as right.
# %%
bet("alpha_one_reversed", kind="number", within=0.1)
# %%
turned = assurance.assign(perception_14=8 - assurance["perception_14"])
settle("alpha_one_reversed", reliability.alpha(turned)["alpha"])
# %%
from fsq_lab import item_analysis

item_analysis.item_statistics(turned)[["mean", "item_rest", "alpha_without", "note"]].round(2)
# %%
take_quiz("04_reliability", items=["below-zero"])
# %% [markdown] lang="zh"
# <details><summary>从{{reliability.alpha(assurance)["alpha"]:.2f}}到{{reliability.alpha(turned)["alpha"]:.2f}}</summary>
#
# 客户还是那些客户，只有一题反了，α就没了，还是个负数。表里一眼看得出是哪一题：它和其余题的相关是负的。救法是把它转回来：8减去答案（1到7的量表，最低分加最高分是8）。
#
# </details>
#
# **改一个词，再运行**：在算`turned`的那一格，括号里再加上`, perception_15=8 - assurance["perception_15"]`，反两题。α是多少？
#
# <details><summary>对照</summary>
#
# 远远低于0。α可以是负的，而且没有下限：两题对两题，互相抵消。
#
# </details>
#
# **可以说：α接近0或为负，先查有没有反着问的题；反转一题，保证性的α就从{{reliability.alpha(assurance)["alpha"]:.2f}}掉到{{reliability.alpha(turned)["alpha"]:.2f}}（{{int(reliability.alpha(assurance)["n_used"])}}人）。**
#
# ## ★ 2 信度也有区间（8分钟）
#
# > “α大于{{0.7:.1f}}就合格，书上写的。”（问卷公司）
#
# 正式发问卷以前，一个网点有90位客户试答过22道题（试测，pilot）。可靠性是第5至9题。换90位客户，α会变：所以它也有**置信区间**（confidence interval）。**我猜**：这个区间有多宽（上限减下限）？差{{0.05:.2f}}以内算中。
# %% [markdown] lang="en"
# <details><summary>From {{reliability.alpha(assurance)["alpha"]:.2f}} to {{reliability.alpha(turned)["alpha"]:.2f}}</summary>
#
# The customers are the same; one item is turned round, and alpha is gone, even below zero. The table shows which item it is: its correlation with the rest is negative. The cure is to turn it back: 8 minus the answer (on a scale from 1 to 7, lowest plus highest is 8).
#
# </details>
#
# **Change a word and run again:** in the cell that makes `turned`, add `, perception_15=8 - assurance["perception_15"]`, so that two items are reversed. What is alpha now?
#
# <details><summary>Compare</summary>
#
# Far below 0. Alpha can be negative and has no lower bound: two items against two, they cancel out.
#
# </details>
#
# **What we can say: if alpha is near 0 or negative, first look for an item worded in reverse; reversing one takes assurance from {{reliability.alpha(assurance)["alpha"]:.2f}} to {{reliability.alpha(turned)["alpha"]:.2f}} ({{int(reliability.alpha(assurance)["n_used"])}} people).**
#
# ## ★ 2 Reliability has an interval, too (8 minutes)
#
# > "Above {{0.7:.1f}} is good enough. The books say so." (Survey firm)
#
# Before the survey went out, 90 customers of one branch had tried out the 22 questions (a pilot). Reliability, the dimension, is items 5 to 9. With another 90 customers alpha would be another number, so it has a **confidence interval**. **Bet:** how wide is that interval (upper end minus lower end)? Within {{0.05:.2f}} counts as right.
# %%
bet("width_of_alpha", kind="number", within=0.05)
# %%
pilot, rule = load("pilot"), 0.7
five = pilot[["q5", "q6", "q7", "q8", "q9"]]
found = reliability.alpha(five)
drawn = reliability.bootstrap_interval(five)
settle("width_of_alpha", found["high"] - found["low"])
# %% [markdown] lang="zh"
# <details><summary>两种算法，一个宽度</summary>
#
# Feldt法从α和人数推出区间；**自助法**（bootstrap）把这90人当作全部客户，有放回地重抽2000次。前者从{{found["low"]:.2f}}到{{found["high"]:.2f}}，后者从{{drawn["low"]:.2f}}到{{drawn["high"]:.2f}}，差不多；{{rule:.1f}}在里面。
#
# </details>
#
# {{rule:.1f}}是常用的经验线，不是检验：区间跨着它，过没过线就无法判断。
#
# 再看正式的调查。**我猜**：12个网点里，哪一家的区间最宽？
# %% [markdown] lang="en"
# <details><summary>Two ways, one width</summary>
#
# Feldt's interval follows from alpha and the number of people; the **bootstrap** takes the 90 for all customers and draws from them 2,000 times, with replacement. The first runs from {{found["low"]:.2f}} to {{found["high"]:.2f}}, the second from {{drawn["low"]:.2f}} to {{drawn["high"]:.2f}}, much the same; and {{rule:.1f}} is inside.
#
# </details>
#
# {{rule:.1f}} is a rule of thumb, not a test. When the interval straddles it, one cannot tell whether the scale passes.
#
# Now the survey itself. **Bet:** which of the 12 branches has the widest interval?
# %%
bet("widest_alpha", sorted(survey["branch"].unique()))
# %%
from fsq_lab import answering_styles

by_branch = answering_styles.alpha_by_group(survey, by="branch", of="perception", dimension="reliability")
settle("widest_alpha", (by_branch["high"] - by_branch["low"]).idxmax())
# %%
by_branch[["alpha", "low", "high", "n_used"]].round(2)
# %% [markdown] lang="zh"
# <details><summary>人最少的那一家</summary>
#
# {{(by_branch["high"] - by_branch["low"]).idxmax()}}五题都答了的只有{{int(by_branch["n_used"].min())}}人。别拿α给网点排名次：区间互相套着。
#
# </details>
#
# **改一个词，再运行**：把`dimension="reliability"`换成`"empathy"`，再运行表。最宽的还是那一家吗？
#
# **轮到你**。问卷公司要写“试测的信度良好”。替它写一句站得住的，再点开。
#
# <details><summary>对照</summary>
#
# 有数、有区间、有人数吗？例如：“可靠性五题，α＝{{found["alpha"]:.2f}}，区间从{{found["low"]:.2f}}到{{found["high"]:.2f}}（90人）；够不够{{rule:.1f}}，还无法判断。”
#
# </details>
# %% [markdown] lang="en"
# <details><summary>The one with the fewest people</summary>
#
# At {{(by_branch["high"] - by_branch["low"]).idxmax()}} only {{int(by_branch["n_used"].min())}} people answered all five items. Do not rank branches by alpha: their intervals overlap one another.
#
# </details>
#
# **Change a word and run again:** replace `dimension="reliability"` with `"empathy"`, and run the table again. Is the widest still the same branch?
#
# **Your turn.** The firm wants to write: "Reliability in the pilot was good." Write one sentence that holds, then open this.
#
# <details><summary>Compare</summary>
#
# Does it have the figure, its interval and n? For instance: "Five items on reliability: alpha {{found["alpha"]:.2f}}, interval {{found["low"]:.2f}} to {{found["high"]:.2f}} (90 people); whether it reaches {{rule:.1f}} cannot be told yet."
#
# </details>
# %%
take_quiz("04_reliability", items=["two-pilots"])
# %% [markdown] lang="zh"
# **可以说：正式调查里，B07可靠性五题的α是{{by_branch["alpha"]["B07"]:.2f}}（区间从{{by_branch["low"]["B07"]:.2f}}到{{by_branch["high"]["B07"]:.2f}}，{{int(by_branch["n_used"]["B07"])}}人）；报α，就连区间和人数一起报。**
#
# ## 3 题多了，α就高（8分钟）
#
# > “22题合起来，α有{{reliability.alpha(pilot.drop(columns="respondent"))["alpha"]:.2f}}，够高了吧？”（问卷公司）
#
# α还随题数走。假如题和题之间的平均相关只有{{0.2:.1f}}，四题的α只有{{0.5:.1f}}。**我猜**：要几题，α才到{{0.8:.1f}}？差2题以内算中。
# %% [markdown] lang="en"
# **What we can say: in the survey, alpha of B07's five items on reliability is {{by_branch["alpha"]["B07"]:.2f}} (interval {{by_branch["low"]["B07"]:.2f}} to {{by_branch["high"]["B07"]:.2f}}, {{int(by_branch["n_used"]["B07"])}} people); alpha is reported with its interval and n.**
#
# ## 3 More items, higher alpha (8 minutes)
#
# > "All 22 items together have an alpha of {{reliability.alpha(pilot.drop(columns="respondent"))["alpha"]:.2f}}. High enough, surely?" (Survey firm)
#
# Alpha also grows with the number of items. If items correlate by only {{0.2:.1f}} on average, four of them have an alpha of 0.5. **Bet:** how many items does it take to reach {{0.8:.1f}}? Within 2 counts as right.
# %%
bet("items_for_alpha", kind="number", within=2)
# %%
settle("items_for_alpha", reliability.times_needed(0.2, goal=0.8))
# %% [markdown] lang="zh"
# <details><summary>怎么算的</summary>
#
# 一题的信度当作{{0.2:.1f}}，加长到几倍才有{{0.8:.1f}}：这是Spearman-Brown公式。每题还是那么不合拍，α照样上去了。只有两题时也用它：相关{{0.6:.1f}}，两题的α是{{reliability.spearman_brown(0.6, times=2):.2f}}。
#
# </details>
#
# **动手**：先只动题数，再只动平均相关，最后只动人数。哪一个改变α，哪一个只改变区间？
# %% [markdown] lang="en"
# <details><summary>How it is worked out</summary>
#
# Take {{0.2:.1f}} as the reliability of one item, and ask how many times as long the scale must be to have {{0.8:.1f}}: the Spearman-Brown formula. Each item goes with the others no better than before, and alpha rises all the same. It serves for two items as well: with a correlation of {{0.6:.1f}} their alpha is {{reliability.spearman_brown(0.6, times=2):.2f}}.
#
# </details>
#
# **Try it.** Move the number of items alone, then the mean correlation, then the number of people. Which changes alpha, and which only its interval?
# %%
from fsq_lab import explore_alpha

explore_alpha()
# %% [markdown] lang="zh"
# <details><summary>对照</summary>
#
# 题数和平均相关改变α；人数只改变区间。
#
# </details>
#
# 答案合不合拍是信度，量得对不对是**效度**：把“网点干净”换着说法问22遍，α很高，量到的只有干净。α也不证明22题量的是一样东西：几样东西各占几题，α照样高。
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# Items and their mean correlation change alpha; people change only the interval.
#
# </details>
#
# Whether answers go together is reliability; whether the right thing is measured is **validity**. Ask "is the branch clean?" in 22 wordings: alpha is very high, and only cleanliness has been measured. Nor does alpha prove that 22 items measure one thing: with several things of a few items each it is high as well.
# %%
take_quiz("04_reliability", items=["high-so-valid"])
# %% [markdown] lang="zh"
# **可以说：平均相关只有{{0.2:.1f}}，题够多α也到{{0.8:.1f}}；α高，不等于量的是一样东西，更不等于量对了。**
#
# ## ★ 4 该删哪一题（8分钟）
#
# > “可靠性的α才{{found["alpha"]:.2f}}。删一题，马上过{{rule:.1f}}，报告就好看了。”（问卷公司）
#
# 试测的五题是：5按说好的时间办成，6真心帮着解决问题，7一次讲清、去一趟就办好，8营业时间窗口有人，9账户明细准确。**我猜**：删哪一题，α升得最多？
# %% [markdown] lang="en"
# **What we can say: with a mean correlation of only {{0.2:.1f}}, enough items bring alpha to {{0.8:.1f}}; a high alpha does not mean that one thing is measured, let alone the right one.**
#
# ## ★ 4 Which item would you delete? (8 minutes)
#
# > "Alpha for reliability is only {{found["alpha"]:.2f}}. Delete one item and we are past {{rule:.1f}}; the report looks fine." (Survey firm)
#
# The pilot's five: 5, done by the time promised; 6, staff sincerely help with problems; 7, the papers needed are explained at once; 8, the counters are staffed in opening hours; 9, account statements are accurate. **Bet:** which one's removal raises alpha most?
# %%
bet("item_to_delete", list(five.columns))
# %%
table = item_analysis.item_statistics(five)
settle("item_to_delete", table["change"].idxmax())
# %%
table[["mean", "sd", "item_rest", "alpha_without", "note"]].round(2)
# %%
five.apply(pd.Series.value_counts).fillna(0).astype(int)
# %% [markdown] lang="zh"
# **轮到你**（伦理题）。删，还是留？看着第二张表（每题打1到7分的各有几人），写一句理由，再点开。
#
# <details><summary>对照</summary>
#
# 别的题打1、2分的不过{{int((five[["q5", "q6", "q7", "q8"]] <= 2).sum().max())}}人，第9题有{{int((five["q9"] <= 2).sum())}}人，打6、7分的却也最多。和别的题不合拍，是因为它说的是另一件事：数据是造的，我们让大约四分之一的人碰到过明细出错，他们照实说了，不管柜员待他多好。删掉它，α升到{{table["alpha_without"]["q9"]:.2f}}，账记错了，问卷却再也听不见。
#
# 该做的是留下它，单独报告，去查账。真要删题，先问题目写得清不清楚，再换一批人验证：在同一批人身上删题又报α，会偏高。
#
# </details>
# %% [markdown] lang="en"
# **Your turn** (a matter of ethics). Delete it or keep it? Look at the second table (how many gave 1 to 7 on each item), write down your reason, then open this.
#
# <details><summary>Compare</summary>
#
# On no other item did more than {{int((five[["q5", "q6", "q7", "q8"]] <= 2).sum().max())}} people give 1 or 2; on item 9 it was {{int((five["q9"] <= 2).sum())}}, and it also has the most 6s and 7s. It does not go with the others because it tells of something else. The data are made up: we let about a quarter of these people meet a wrong statement, and they said so, however kind the teller was. Delete it, and alpha rises to {{table["alpha_without"]["q9"]:.2f}}; and the questionnaire no longer hears of wrong entries.
#
# Keep it, report it on its own, and have the books checked. Whoever must delete items first asks whether the wording is clear, and then tests on other people: dropping items and reporting alpha on the same people flatters the scale.
#
# </details>
# %%
take_quiz("04_reliability", items=["item-that-dissents"])
# %% [markdown] lang="zh"
# **可以说：删掉第9题，α从{{found["alpha"]:.2f}}升到{{table["alpha_without"]["q9"]:.2f}}，丢掉的正是唯一说到差错的一题；删不删，看它问什么，不看α。**
#
# **停点一**（约30分钟）。
#
# ## ★ 5 真有五个维度吗（8分钟）
#
# SERVQUAL写着五个维度。Babakus和Boller在1992年发表过22题两两的相关系数，受访者是502位公用事业的客户；是感知减**期望**（expectation）的，还是感知的，我们没能核实。有相关系数和人数，就能数维度。
#
# 22题各带一份变化，一共22份。最主要的一个共同方向占几份，叫**特征值**（eigenvalue），然后是第二个方向……。毫无关系的题，碰巧也会有超过1份的方向。所以**平行分析**（parallel analysis）让同样多的人随便答同样多的题，答上1000遍，只留下比随便答的界限还大的。
#
# **我猜**：留下几个？
# %% [markdown] lang="en"
# **What we can say: without item 9 alpha rises from {{found["alpha"]:.2f}} to {{table["alpha_without"]["q9"]:.2f}}, and the only item that speaks of errors is lost; whether to delete depends on what it asks, not on alpha.**
#
# **Stopping point one** (about 30 minutes).
#
# ## ★ 5 Are there really five dimensions? (8 minutes)
#
# SERVQUAL claims five **dimensions**. In 1992 Babakus and Boller published the correlations of the 22 items; the respondents were 502 customers of a utility; whether of perception minus expectation or of perception, we could not confirm. Correlations and n are all one needs to count dimensions.
#
# Each item brings one share of variation, 22 in all. How many shares the main common direction takes is an **eigenvalue**; then comes the second direction, and so on. Even among unrelated items some direction takes more than one share by chance. So a **parallel analysis** lets as many people answer as many items at random, 1,000 times, and keeps only directions larger than the random limit.
#
# **Bet:** how many are kept?
# %%
import numpy as np

numbers = """28 27 30 32 63 17 28 18 29 19 37 32 28 32 48 33 26 28 30 47 45 38 25 33 26 73 52 54 40 22 18 25 35 39 39 47 30 11 20 11 30 34 28 35 28 23 17 17 21 34 37 32 39 27 30 22 13 21 21 33 35 34 36 22 35 29 35 23 25 24 42 43 37 45 26 35 43 39
35 28 27 30 47 54 44 49 39 29 28 35 33 50 30 35 33 51 57 50 54 47 31 35 37 43 63 36 23 34 31 50 53 46 54 44 35 37 46 43 53 63 51 25 23 29 39 46 38 43 40 24 27 26 32 44 59 45 24 15 25 10 37 35 29 42 29 30 31 35 48 31 38 40 32 24 13 26
12 32 40 33 37 16 24 28 29 39 34 36 41 24 39 27 10 13 15 25 31 26 30 26 26 29 38 34 24 34 31 25 29 30 21 21 13 18 25 38 35 27 24 32 40 37 38 36 38 33 31 30 34 30 20 14 14 16 25 38 24 28 17 29 30 34 39 33 31 35 23 30 27 43 33"""
half = np.zeros((22, 22))
half[np.tril_indices(22, -1)] = [int(number) / 100 for number in numbers.split()]
published = pd.DataFrame(half + half.T + np.eye(22)).rename(index=lambda n: f"q{n + 1}", columns=lambda n: f"q{n + 1}")
bet("dimensions_1992", kind="number")
# %%
from fsq_lab import factorability

counted = factorability.parallel_analysis(published, n=502)
settle("dimensions_1992", int(counted["kept"].sum()))
# %%
plots.scree(counted)
# %%
take_quiz("04_reliability", items=["how-many-kept"])
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# 实线是数据，虚线是随便答的界限，实心点留下：{{int(counted["kept"].sum())}}个。第一个方向就占了{{100 * counted["share"].iloc[0]:.0f}}%。旧的Kaiser准则“大于1就留”（点线）会留{{int(factorability.dimensions(published, n=502)["kaiser"])}}个：它没有扣掉碰巧。第二个方向上只有有形性的两题（第2、4题）。
#
# </details>
#
# **改一个词，再运行**：把`n=502`换成`n=60`，别的不变。虚线往哪里去？
#
# <details><summary>对照</summary>
#
# 往上。人越少，碰巧的方向越大，留下的越少。
#
# </details>
#
# **可以说：在1992年发表的这份数据里，22题数得出{{int(counted["kept"].sum())}}个维度（{{int(counted["n_used"].iloc[0])}}人），不是五个；“五个维度”是要检验的主张。**
#
# ## ★ 6 数我们自己的数据（5分钟）
#
# 再数第03课那份调查。有一件事要先说出来：这份数据是程序造的，造的时候就放了五个维度。**我猜**：数得出几个？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The solid line is the data, the dashed line the random limit, and filled dots are kept: {{int(counted["kept"].sum())}}. The first direction alone takes {{100 * counted["share"].iloc[0]:.0f}}%. Kaiser's old rule, "keep whatever exceeds 1" (dotted line), would keep {{int(factorability.dimensions(published, n=502)["kaiser"])}}: it does not allow for chance. The second direction holds two items of tangibles only (2 and 4).
#
# </details>
#
# **Change a word and run again:** replace `n=502` with `n=60`, and nothing else. Where does the dashed line go?
#
# <details><summary>Compare</summary>
#
# Up. The fewer the people, the larger the chance directions, and the fewer are kept.
#
# </details>
#
# **What we can say: in these data of 1992 the 22 items show {{int(counted["kept"].sum())}} dimensions ({{int(counted["n_used"].iloc[0])}} people), not five; "five dimensions" is a claim to be tested.**
#
# ## ★ 6 Count our own data (5 minutes)
#
# Now the survey of lesson 03. One thing must be said aloud first: a program made these data, and it put five dimensions in. **Bet:** how many are found?
# %%
bet("dimensions_of_ours", kind="number")
# %%
ours = factorability.parallel_analysis(survey[[f"perception_{n}" for n in range(1, 23)]])
settle("dimensions_of_ours", int(ours["kept"].sum()))
# %%
plots.scree(ours)
# %% [markdown] lang="zh"
# <details><summary>放进去五个，数出来几个</summary>
#
# {{int(ours["kept"].sum())}}个。22题全答了的只有{{int(ours["n_used"].iloc[0])}}人，另有{{int(ours["n_missing"].iloc[0])}}人缺了答案；第五个方向是{{ours["eigenvalue"].iloc[4]:.2f}}，界限是{{ours["threshold"].iloc[4]:.2f}}，差一点。人不够多，真有的维度也会数漏。
#
# </details>
#
# **停一下，想一想**。要是数出了五个，能不能写“本行的数据支持五个维度”？
#
# <details><summary>回应</summary>
#
# 不能。五个是我们放进去的，数出来只说明方法还认得它们，说明不了真实的客户。SERVQUAL有几个维度，要用真实的、自己行业的数据来数。
#
# </details>
#
# **可以说：我们放进了五个维度，在{{int(ours["n_used"].iloc[0])}}人里数出{{int(ours["kept"].sum())}}个；数出几个，都不证明真实客户心里有五个。**
#
# ## ★ 7 是不是尺子的错（7分钟）
#
# > “也许B07的客户就是手紧，给谁都打低分。”（B07的一位柜员）
#
# 这个怀疑值得查。比网点，要用同一把尺子（测量不变性，measurement invariance）。期望问的是“优秀的网点”，人人评的是同一样东西：手紧的话，期望上也看得出来。看四种答题习惯：平均打几分，爱不爱打1和7，爱不爱打4，每人的答案散不散。
#
# 12个网点乘4种习惯，一共48项比较，用Holm法校正p值。**我猜**：有几项和其余网点有差别？
# %% [markdown] lang="en"
# <details><summary>Five put in; how many found?</summary>
#
# {{int(ours["kept"].sum())}}. Only {{int(ours["n_used"].iloc[0])}} people answered all 22 items, and {{int(ours["n_missing"].iloc[0])}} left something out; the fifth direction is {{ours["eigenvalue"].iloc[4]:.2f}}, the limit {{ours["threshold"].iloc[4]:.2f}}: just short. With too few people a dimension that is there may be missed.
#
# </details>
#
# **Stop and judge.** If five had been found, could one write "our data support five dimensions"?
#
# <details><summary>Reply</summary>
#
# No. We put five in; finding them shows that the method can see them, and nothing about real customers. How many dimensions SERVQUAL has must be counted in real data of one's own industry.
#
# </details>
#
# **What we can say: we put five dimensions in and found {{int(ours["kept"].sum())}} among {{int(ours["n_used"].iloc[0])}} people; whatever number is found, it does not prove that real customers have five in mind.**
#
# ## ★ 7 Is the ruler to blame? (7 minutes)
#
# > "Perhaps our customers are simply strict and give everybody low scores." (A teller at B07)
#
# A suspicion worth checking. Branches are compared with the same ruler (measurement invariance). The **expectation** items ask about "an excellent branch", the same thing for all; strict customers would show there, too. We look at four answering styles: the mean, how often a 1 or 7, how often a 4, and how far each person's answers spread.
#
# 12 branches times 4 styles make 48 comparisons, with p values adjusted by Holm's method. **Bet:** how many differ from the other branches?
# %%
bet("styles_that_differ", kind="number")
# %%
styles = answering_styles.by_group(survey, by="branch")
settle("styles_that_differ", int((styles["note"] == "differs").sum()))
# %%
plots.answering_styles(styles)
# %%
ruler = answering_styles.alpha_by_group(survey, by="branch", of="expectation")
ruler[["alpha", "low", "high", "n_used"]].round(2)
# %%
take_quiz("04_reliability", items=["strict-customers"])
# %% [markdown] lang="zh"
# <details><summary>读图</summary>
#
# B07期望的平均分是{{styles["value"][("B07", "level")]:.2f}}，其余网点{{styles["others"][("B07", "level")]:.2f}}：不比别家手紧。图上的点都是空心：没有一项差别超出碰巧。期望题的α也和别家差不多。
#
# </details>
#
# **改一个词，再运行**：在算`ruler`的那一格，把`of="expectation"`换成`of="perception"`。B07的α和别家还差不多吗？
#
# 也有人根本没看题，从头到尾一个答案，或者1、2、3、1、2、3地循环。感知的答卷里，`item_analysis.careless`标出{{int(item_analysis.careless(survey[[f"perception_{n}" for n in range(1, 23)]])["careless"].sum())}}张，只是可疑；期望题不能这样查，给优秀的网点全打7分，也可以是认真的。练习里，这样的答卷多得多。
#
# **可以说：48项比较没有一项有差别，B07期望题的α是{{ruler["alpha"]["B07"]:.2f}}（区间从{{ruler["low"]["B07"]:.2f}}到{{ruler["high"]["B07"]:.2f}}，{{int(ruler["n_used"]["B07"])}}人），看不出是尺子的错；看不出，不等于证明了没有。**
#
# **停点二**（约50分钟）。下面两节选做，各自独立。
#
# ## 8 选做：差距（gap）自己的信度（6分钟）
#
# **差距是感知减期望；低于期望不等于不满意**。两个数相减，误差却相加：两边的信度都是{{0.8:.1f}}，相关{{0.6:.1f}}，差的信度只剩{{reliability.difference_reliability(0.6, 0.8, 0.8):.1f}}。我们的呢？
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# B07's mean expectation is {{styles["value"][("B07", "level")]:.2f}}, the other branches' {{styles["others"][("B07", "level")]:.2f}}: no stricter than elsewhere. All marks are hollow: no difference goes beyond chance. Alpha of the expectation items is about what it is elsewhere.
#
# </details>
#
# **Change a word and run again:** in the cell that makes `ruler`, replace `of="expectation"` with `of="perception"`. Is B07's alpha still much like the others'?
#
# And some people do not read at all: one answer throughout, or 1, 2, 3, 1, 2, 3 in a round. Among the perception sheets `item_analysis.careless` marks {{int(item_analysis.careless(survey[[f"perception_{n}" for n in range(1, 23)]])["careless"].sum())}}, as suspicious and no more; expectations cannot be checked like this, since a 7 throughout for an excellent branch may be meant. In the exercise there are many more.
#
# **What we can say: none of 48 comparisons differs, and alpha of B07's expectation items is {{ruler["alpha"]["B07"]:.2f}} (interval {{ruler["low"]["B07"]:.2f}} to {{ruler["high"]["B07"]:.2f}}, {{int(ruler["n_used"]["B07"])}} people); nothing points to the ruler, which is no proof that it is straight.**
#
# **Stopping point two** (about 50 minutes). The two sections below are optional and stand alone.
#
# ## 8 Optional: a gap has a reliability of its own (6 minutes)
#
# **A gap is perception minus expectation; below expectation is not the same as dissatisfied.** Two numbers are subtracted, and their errors add up. If both have a reliability of {{0.8:.1f}} and correlate by {{0.6:.1f}}, only {{reliability.difference_reliability(0.6, 0.8, 0.8):.1f}} is left for the difference. And in our data?
# %%
wanted = survey[[f"expectation_{n}" for n in range(14, 18)]]
gap = reliability.gap_reliability(wanted, assurance)
gap[["reliability", "low", "high", "first_reliability", "second_reliability", "correlation", "n_used"]]
# %%
from fsq_lab import explore_ceiling

explore_ceiling()
# %% [markdown] lang="zh"
# 我们的数据里，期望和感知的相关小，差距的信度掉得不多。可是保证性的期望有{{100 * servqual.ceiling(survey)["share_top"]["assurance"]:.0f}}%是7分，几乎顶到头（**天花板效应**，ceiling effect）：期望成了常数，差距就只是感知减一个常数，没有多说什么。拖滑块，让可靠性的期望也顶到头：点都落到虚线上，知道感知，就知道了差距。
#
# **可以说：保证性差距的信度是{{gap["reliability"]:.2f}}（区间从{{gap["low"]:.2f}}到{{gap["high"]:.2f}}，{{int(gap["n_used"])}}人），低于感知的{{gap["second_reliability"]:.2f}}；比较保证性，看感知。**
#
# ## 9 选做：ω，和两个分不开的维度（4分钟）
#
# α假定每题和共同的东西一样近。**ω系数**（omega）不这样假定，让每题有自己的远近：
# %% [markdown] lang="en"
# In our data expectation and perception hardly correlate, so the gap loses little. But {{100 * servqual.ceiling(survey)["share_top"]["assurance"]:.0f}}% of the expectation answers on assurance are a 7, nearly at the top (a **ceiling effect**): expectation has become a constant, and the gap, perception minus a constant, says nothing more. Use the slider to push expectations of reliability to the top as well: the dots fall on the dashed line, and whoever knows the perception knows the gap.
#
# **What we can say: the gap on assurance has a reliability of {{gap["reliability"]:.2f}} (interval {{gap["low"]:.2f}} to {{gap["high"]:.2f}}, {{int(gap["n_used"])}} people), below perception's {{gap["second_reliability"]:.2f}}; to compare assurance, look at perception.**
#
# ## 9 Optional: omega, and two dimensions that cannot be told apart (4 minutes)
#
# Alpha supposes that every item is equally close to what they share. **Omega** does not; each item may have its own closeness:
# %%
from fsq_lab import omega, validity

omega.omega(five)[["omega", "low", "high", "n_used", "note"]]
# %%
names = list(published.columns)
written = {"responsiveness": names[9:13], "assurance": names[13:17], "empathy": names[17:]}
validity.htmt(published, written)[["htmt", "note"]].round(2)
# %% [markdown] lang="zh"
# ω比α（{{found["alpha"]:.2f}}）高一些：第9题离得远，α吃了亏。
#
# 第二张表是1992年那份数据里的三个维度。HTMT拿维度之间的相关和维度里面的相比，到1就是分不开。响应性和移情性是{{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}：写的是两个维度，答案像是一个。
#
# **可以说：在1992年的数据里，响应性和移情性分不开；把它们分开打分、分开考核以前，先用自己的数据查。**
#
# ## 小结
#
# 会上你这样答副行长：“信的不是22道题，是查过的22道题。α有区间，连人数一起报；α高不等于量对了；拉低α的那一题，说的是账错。几个维度要数，别人的数据里只有{{int(counted["kept"].sum())}}个。B07的低分，看不出是尺子的错。”
#
# **档案B07，新的一行**：不像是尺子的毛病，期望题上的α和答题习惯都和别家差不多。
#
# **接下来**：[练习04](../../exercises/zh/04_reliability/04_reliability.ipynb)（约45分钟），然后是第05课“品质的量化与评判”。
# %% [markdown] lang="en"
# Omega is a little higher than alpha ({{found["alpha"]:.2f}}): item 9 stands further off, which costs alpha some of its size.
#
# The second table shows three dimensions in the data of 1992. HTMT compares correlations between dimensions with those within; at 1 they cannot be told apart. For responsiveness and empathy it is {{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}: written as two, answered as one.
#
# **What we can say: in the data of 1992 responsiveness and empathy cannot be told apart; before scoring and rewarding them separately, check in your own data.**
#
# ## Summary
#
# At the meeting you answer: "Don't believe 22 questions; believe 22 questions that have been checked. Alpha has an interval, reported with n; a high alpha does not mean the right thing was measured; the item that lowers alpha speaks of wrong statements. Dimensions have to be counted: in others' data there were only {{int(counted["kept"].sum())}}. And nothing says that B07's low scores are the ruler's fault."
#
# **File B07, a new line:** it does not look like the ruler; on the expectation items, alpha and the use of the scale are much as elsewhere.
#
# **Next:** [exercise 04](../../exercises/en/04_reliability/04_reliability.ipynb) (about 45 minutes), then lesson 05, "From scores to a verdict".
# %%
bets()
