# %% [markdown] lang="zh"
# # 04 量表可信吗
#
# **用时**：60分钟，课后练习另计45分钟；只走带★的短路径，约42分钟。
#
# 分行开会，副行长翻着第03课的报告问你：“二十二道题，凭什么信？”下次会议以前，你要答得上来。
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
# A meeting at the regional office. The vice-president leafs through the report of lesson 03 and asks you: "Why should I believe 22 questions?" By the next meeting you need an answer.
#
# **Questions of this lesson**
# - How reliable is the scale, and how precise is that figure?
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
# - **已知**：客户打分明显低于其余网点，**可靠性**（reliability）和响应性低得最多（第03课）。
# - **未知**：是网点差，还是尺子歪？
#
# 几道**题项**（item）量同一样东西，答案就该合拍：一题打高分的**受访者**（respondent），别的题也偏高。合拍的程度叫**信度**（reliability），常用**α系数**（克朗巴赫α，Cronbach's alpha）表示：全合拍是1，毫不相干是0。可靠性说的是网点，信度说的是尺子。
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
# - **Known:** customers rate it clearly below the others, most of all on **reliability** (the dimension: can they rely on it?) and responsiveness (lesson 03).
# - **Not known:** is it the branch, or is the ruler crooked?
#
# If several **items** measure one thing, their answers go together: a **respondent** who rates one of them high rates the others high as well. How far they do is the scale's reliability, in the statistician's sense. Its usual measure is **coefficient alpha** (Cronbach's alpha): 1 if answers agree entirely, 0 if they have nothing to do with each other. The dimension is about the branch, the statistic about the ruler.
#
# Assurance has four items. Here is alpha for their **perceptions**.
# %%
from fsq_lab import reliability

survey = load("bank_branch")
assurance = survey[[f"perception_{n}" for n in range(14, 18)]]
reliability.alpha(assurance)[["alpha", "items", "n_used", "n_missing"]]
# %% [markdown] lang="zh"
# 假如其中一题印成了反话。**我猜**：四题的α变成多少？差{{0.1:.1f}}以内算中。
# %% [markdown] lang="en"
# Suppose one of the four had been worded in reverse. **Bet:** what would alpha be? Within {{0.1:.1f}} counts as right.
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
# 客户还是那些客户，只有一题反了，α就没了，还是个负数。表里一眼看得出是哪一题：它和其余题的相关是负的。救法是把它转回来：8减去答案（1到7的量表，最低分加最高分是8）。α没有下限：反两题，两两抵消，就到了{{reliability.alpha(turned.assign(perception_15=8 - turned["perception_15"]))["alpha"]:.2f}}。
#
# </details>
#
# **改一个词，再运行**：在出表的那一格，把`turned`换成`assurance`。与其余题的相关和结论变成什么？
#
# <details><summary>对照</summary>
#
# 四个相关都是正的，结论空着：四题合拍。
#
# </details>
#
# **可以说：α接近0或为负，是有题问反了，或题和题互不相干，要逐题看相关；反转一题，保证性的α就从{{reliability.alpha(assurance)["alpha"]:.2f}}掉到{{reliability.alpha(turned)["alpha"]:.2f}}（{{int(reliability.alpha(assurance)["n_used"])}}人）。**
#
# ## ★ 2 信度也有区间（8分钟）
#
# > “α大于{{0.7:.1f}}就合格，书上写的。”（问卷公司）
#
# 正式发问卷以前，一个网点有90位客户试答过22道题（试测，pilot；答卷还没有清理，练习里做）。可靠性是第5至9题。换90位客户，α会变：所以它也有**置信区间**（confidence interval）。**我猜**：这个区间有多宽（上限减下限）？差{{0.05:.2f}}以内算中。
# %% [markdown] lang="en"
# <details><summary>From {{reliability.alpha(assurance)["alpha"]:.2f}} to {{reliability.alpha(turned)["alpha"]:.2f}}</summary>
#
# The customers are the same; one item is turned round, and alpha is gone, even below zero. The table shows which item it is: its correlation with the rest is negative. The cure is to turn it back: 8 minus the answer (on a scale from 1 to 7, lowest plus highest is 8). Alpha has no lower bound: with two items reversed, two against two, it is {{reliability.alpha(turned.assign(perception_15=8 - turned["perception_15"]))["alpha"]:.2f}}.
#
# </details>
#
# **Change a word and run again:** in the cell that makes the table, replace `turned` with `assurance`. What becomes of the correlations with the rest, and of the note?
#
# <details><summary>Compare</summary>
#
# All four correlations are positive and the note is empty: the items go together.
#
# </details>
#
# **What we can say: an alpha near 0 or negative means a reversed item, or items with nothing in common: look at each item's correlation. Reversing one takes assurance from {{reliability.alpha(assurance)["alpha"]:.2f}} to {{reliability.alpha(turned)["alpha"]:.2f}} ({{int(reliability.alpha(assurance)["n_used"])}} people).**
#
# ## ★ 2 Reliability has an interval, too (8 minutes)
#
# > "Above {{0.7:.1f}} is good enough. The books say so." (Survey firm)
#
# Before the survey went out, 90 customers of one branch had tried out the 22 questions (a pilot, its sheets not yet cleaned: the exercise does that). Reliability, the dimension, is items 5 to 9. With another 90 customers alpha would be another number, so it has a **confidence interval**. **Bet:** how wide is that interval (upper end minus lower end)? Within {{0.05:.2f}} counts as right.
# %%
bet("width_of_alpha", kind="number", within=0.05)
# %%
pilot = load("pilot")
five = pilot[["q5", "q6", "q7", "q8", "q9"]]
found = reliability.alpha(five)
drawn = reliability.bootstrap_interval(five)
settle("width_of_alpha", found["high"] - found["low"])
# %%
pd.DataFrame({"Feldt": found, "bootstrap": drawn}).loc[["alpha", "low", "high", "n_used"]]
# %% [markdown] lang="zh"
# <details><summary>两种算法，一个宽度</summary>
#
# Feldt法从α、题数和人数推出区间；**自助法**（bootstrap）把这90人当作全部客户，有放回地重抽2000次。两个区间差不多，{{0.7:.1f}}都在里面。
#
# </details>
#
# {{0.7:.1f}}是常用的经验线，不是检验：区间跨着它，过没过线就无法判断。
#
# 再看正式的调查。**我猜**：12个网点里，哪一家的区间最宽？
# %% [markdown] lang="en"
# <details><summary>Two ways, one width</summary>
#
# Feldt's interval follows from alpha, items and people; the **bootstrap** treats these 90 as if they were all customers and resamples them 2,000 times. The two are much the same, and {{0.7:.1f}} is inside both.
#
# </details>
#
# {{0.7:.1f}} is a rule of thumb, not a test. When the interval straddles it, one cannot tell whether the scale passes.
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
# <details><summary>对照</summary>
#
# 还是，只宽一点点：B12人多些，但α低，α低的区间也宽。
#
# </details>
#
# **轮到你**。问卷公司要写“试测的信度良好”。替它写一句站得住的，再点开。
#
# <details><summary>对照</summary>
#
# 有数、有区间、有人数吗？例如：“可靠性五题，α＝{{found["alpha"]:.2f}}，区间从{{found["low"]:.2f}}到{{found["high"]:.2f}}（90人，答卷未清理）；够不够{{0.7:.1f}}，还无法判断。”
#
# </details>
# %% [markdown] lang="en"
# <details><summary>The one with the fewest people</summary>
#
# At {{(by_branch["high"] - by_branch["low"]).idxmax()}} only {{int(by_branch["n_used"].min())}} people answered all five items. Do not rank branches by alpha: their intervals overlap.
#
# </details>
#
# **Change a word and run again:** replace `dimension="reliability"` with `"empathy"`, and run the table again. Is the widest still the same branch?
#
# <details><summary>Compare</summary>
#
# It is, by a hair: B12 has more people but a lower alpha, which widens an interval too.
#
# </details>
#
# **Your turn.** The firm wants to write: "Reliability in the pilot was good." Write one sentence that holds, then open this.
#
# <details><summary>Compare</summary>
#
# Does it have the figure, its interval and n? For instance: "Five items on reliability: alpha {{found["alpha"]:.2f}}, interval {{found["low"]:.2f}} to {{found["high"]:.2f}} (90 people, sheets not cleaned); whether it reaches {{0.7:.1f}} cannot be told yet."
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
# Alpha also grows with the number of items. If the mean correlation between items is only {{0.2:.1f}}, four of them have an alpha of 0.5. **Bet:** how many items does it take to reach {{0.8:.1f}}? Within 2 counts as right.
# %%
bet("items_for_alpha", kind="number", within=2)
# %%
settle("items_for_alpha", round(reliability.times_needed(0.2, goal=0.8)))
# %% [markdown] lang="zh"
# <details><summary>怎么算的</summary>
#
# 一题的信度当作{{0.2:.1f}}，加长到几倍才有{{0.8:.1f}}：这是斯皮尔曼—布朗公式（Spearman-Brown）。每题还是那么不合拍，α照样上去了。只有两题时也用它：相关{{0.6:.1f}}，两题的α是{{reliability.spearman_brown(0.6, times=2):.2f}}。这样由相关算出的叫标准化α；别处由答案算出的，叫原始α。
#
# </details>
#
# **动手**：先只动题数，再只动平均相关，最后只动人数。哪一个改变α，哪一个只改变区间？
# %% [markdown] lang="en"
# <details><summary>How it is worked out</summary>
#
# Take {{0.2:.1f}} as the reliability of one item, and ask how many times as long the scale must be to have {{0.8:.1f}}: the Spearman-Brown formula. Each item goes with the others no better than before, and alpha rises all the same. It serves for two items as well: with a correlation of {{0.6:.1f}} their alpha is {{reliability.spearman_brown(0.6, times=2):.2f}}. Alpha from correlations is called standardised; elsewhere it comes from the answers (raw).
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
# **可以说：平均相关只有{{0.2:.1f}}，题够多α也到{{0.8:.1f}}；看α多大，先看几题。**
#
# ## ★ 4 该删哪一题（8分钟）
#
# > “可靠性的α才{{found["alpha"]:.2f}}。删一题，马上过{{0.7:.1f}}，报告就好看了。”（问卷公司）
#
# 试测的五题是：5按说好的时间办成，6真心帮着解决问题，7一次讲清、去一趟就办好，8营业时间窗口有人，9账户明细准确。**我猜**：删哪一题，α升得最多？
# %% [markdown] lang="en"
# <details><summary>Compare</summary>
#
# The number of items and their mean correlation change alpha; the number of people changes only its interval.
#
# </details>
#
# **What we can say: with a mean correlation of only {{0.2:.1f}}, enough items bring alpha to {{0.8:.1f}}; before judging an alpha, ask how many items it has.**
#
# ## ★ 4 Which item would you delete? (8 minutes)
#
# > "Alpha for reliability is only {{found["alpha"]:.2f}}. Delete one item and we are past {{0.7:.1f}}; the report looks fine." (Survey firm)
#
# The pilot's five: 5, done by the time promised; 6, staff sincerely help with problems; 7, staff explain all the documents needed in one go, so that one visit is enough; 8, the counters are staffed in opening hours; 9, account statements are accurate. **Bet:** which one's removal raises alpha most?
# %%
bet("item_to_delete", list(five.columns))
# %%
table = item_analysis.item_statistics(five)
settle("item_to_delete", table["change"].idxmax())
# %%
table[["mean", "sd", "item_rest", "alpha_without", "note"]].round(2)
# %%
five.apply(pd.Series.value_counts).fillna(0).astype(int).rename(index=int)
# %% [markdown] lang="zh"
# **轮到你**（伦理题）。删，还是留？看着第二张表（每题打1到7分的各有几人），写一句理由，再点开。
#
# <details><summary>对照</summary>
#
# 别的题打1、2分的不过{{int((five[["q5", "q6", "q7", "q8"]] <= 2).sum().max())}}人，第9题有{{int((five["q9"] <= 2).sum())}}人，打6、7分的却也最多。和别的题不合拍，是因为它说的是另一件事：数据是造的，我们让大约四分之一的人碰到过明细出错，他们照实说了，不管柜员待他多好。删掉它，α升到{{table["alpha_without"]["q9"]:.2f}}，账记错了，问卷却再也听不见。
#
# 该做的是留下它，单独报告，去查账。措辞不清或印错的题，改好、重印，换一批人再试：在同一批人身上删题又报α，会偏高。
#
# </details>
#
# 答案合不合拍是信度，量得对不对是**效度**（validity）。题一多，α自然高：“网点干净”换着说法问22遍，α很高，量到的只有干净；几样东西各占几题，也高。
# %% [markdown] lang="en"
# **Your turn** (a matter of ethics). Delete it or keep it? Look at the second table (how many gave 1 to 7 on each item), write down your reason, then open this.
#
# <details><summary>Compare</summary>
#
# On no other item did more than {{int((five[["q5", "q6", "q7", "q8"]] <= 2).sum().max())}} people give 1 or 2; on item 9 it was {{int((five["q9"] <= 2).sum())}}, and it also has the most 6s and 7s. It does not go with the others because it measures something else. The data are made up: we let about a quarter of these people find an error on their account statement, and they said so, however kind the teller was. Delete it, and alpha rises to {{table["alpha_without"]["q9"]:.2f}}; and the questionnaire no longer hears about the errors.
#
# Keep it, report it on its own, and have the books checked. An unclear or misprinted item is mended, reprinted and tried on other people: dropping items and reporting alpha on the same people flatters the scale.
#
# </details>
#
# Whether answers go together is reliability; whether the right thing is measured is **validity**. Many items make alpha high: ask "is the branch clean?" in 22 wordings, and only cleanliness has been measured. Several things with a few items each can have a high alpha too.
# %%
take_quiz("04_reliability", items=["item-that-dissents", "high-so-valid"])
# %% [markdown] lang="zh"
# **可以说：删掉第9题，α从{{found["alpha"]:.2f}}升到{{table["alpha_without"]["q9"]:.2f}}，丢掉的正是唯一说到差错的一题；删不删，看它问什么，不看α。**
#
# **停点一**（约30分钟）。
#
# ## ★ 5 真有五个维度吗（8分钟）
#
# SERVQUAL写着五个维度。Babakus和Boller在1992年发表过22题两两的相关系数，受访者是502位公用事业的客户；是感知减**期望**（expectation）的，还是感知的，我们没能核实。有相关系数和人数，就能数维度。
#
# 22题标准化以后各有一份方差，一共22份。最主要的一个共同方向占几份，叫**特征值**（eigenvalue），然后是第二个方向……。毫无关系的题，碰巧也会有超过1份的方向。所以**平行分析**（parallel analysis）让同样多的人随便答同样多的题，答上1000遍；1000遍里950遍不到的那个数叫**随机界限**，只留下比它大的。
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
# Each standardised item contributes one unit of variance, 22 in all. The number of units that the main common direction accounts for is its **eigenvalue**; then comes the second direction, and so on. Even among unrelated items some direction will, by chance, account for more than one unit. **Parallel analysis** therefore simulates 1,000 sets of random answers, with as many people and items; what 950 of them stay below is the **chance limit**, and only directions above it are kept.
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
# 实线是数据，虚线是随机界限，实心点留下：{{int(counted["kept"].sum())}}个（小图放大了1附近）。第一个方向就占了{{100 * counted["share"].iloc[0]:.0f}}%。旧的凯泽准则（Kaiser）“大于1就留”（点线）会留{{int(factorability.dimensions(published, n=502)["kaiser"])}}个：它没有扣除偶然的部分。论文里常见的KMO（这里{{factorability.kmo(published)["kmo"]:.2f}}）和巴特利特（Bartlett）检验只说相关够多，不数维度。
#
# </details>
#
# **改一个词，再运行**：在画图的那一格，把`counted`换成`factorability.parallel_analysis(published, n=60)`。虚线往哪里去？
#
# <details><summary>对照</summary>
#
# 往上。人越少，碰巧的方向越大，留下的越少。
#
# </details>
#
# **可以说：在1992年发表的这份数据里，22题只数得出{{int(counted["kept"].sum())}}个维度（{{int(counted["n_used"].iloc[0])}}人），证实不了五个；“五个维度”是要检验的主张。**
#
# ## ★ 6 数我们自己的数据（5分钟）
#
# 再数第03课那份调查。有一件事要先说出来：这份数据是程序造的，造的时候就放了五个维度。随机界限每次会动一点，所以数20次。**我猜**：平均数得出几个？差1以内算中。
# %% [markdown] lang="en"
# <details><summary>Reading the chart</summary>
#
# The solid line is the data, the dashed line the chance limit, and filled dots are kept: {{int(counted["kept"].sum())}} (the inset enlarges what lies near 1). The first direction alone accounts for {{100 * counted["share"].iloc[0]:.0f}}%. Kaiser's old rule, "keep whatever exceeds 1" (dotted line), would keep {{int(factorability.dimensions(published, n=502)["kaiser"])}}: it does not allow for chance. KMO (here {{factorability.kmo(published)["kmo"]:.2f}}) and Bartlett's test, printed in many theses, only show that there is enough correlation.
#
# </details>
#
# **Change a word and run again:** in the cell of the chart, replace `counted` with `factorability.parallel_analysis(published, n=60)`. Where does the dashed line go?
#
# <details><summary>Compare</summary>
#
# Up. The fewer the people, the larger the chance directions, and the fewer are kept.
#
# </details>
#
# **What we can say: in these data of 1992 only {{int(counted["kept"].sum())}} dimensions of the 22 items can be made out ({{int(counted["n_used"].iloc[0])}} people), and five are not confirmed; "five dimensions" is a claim to be tested.**
#
# ## ★ 6 Count our own data (5 minutes)
#
# Now the survey of lesson 03. One thing first: a program made these data, and it put five dimensions in. The chance limit moves a little from run to run, so we count 20 times. **Bet:** how many are found on average? Within 1 counts as right.
# %%
bet("dimensions_of_ours", kind="number", within=1)
# %%
perceptions = survey[[f"perception_{n}" for n in range(1, 23)]]
counts = [factorability.dimensions(perceptions, seed=seed)["parallel"] for seed in range(1, 21)]
settle("dimensions_of_ours", np.mean(counts))
# %%
ours = factorability.parallel_analysis(perceptions)
plots.scree(ours)
# %% [markdown] lang="zh"
# <details><summary>放进去五个，数出来几个</summary>
#
# {{min(counts)}}个或{{max(counts)}}个。第四个方向是{{ours["eigenvalue"].iloc[3]:.2f}}，随机界限也是{{ours["threshold"].iloc[3]:.2f}}：20次里{{counts.count(4)}}次留下，{{counts.count(3)}}次没留。第五个差一点：{{ours["eigenvalue"].iloc[4]:.2f}}对{{ours["threshold"].iloc[4]:.2f}}。
#
# 22题全答了的只有{{int(ours["n_used"].iloc[0])}}人；另外{{int(ours["n_missing"].iloc[0])}}人多半是有的事没有经历过。同一个程序再造287人，多半只数出1到3个；造到2800人，才有五个。人不够多，真有的也会数漏：1992年那502人，也可能数漏了。
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
# **可以说：我们放进了五个维度，在{{int(ours["n_used"].iloc[0])}}人里只数出{{min(counts)}}到{{max(counts)}}个；数得少不等于没有，数出几个也不证明真实客户心里有五个。**
#
# ## ★ 7 是不是尺子的错（7分钟）
#
# > “也许B07的客户就是手紧，给谁都打低分。”（B07的一位柜员）
#
# 这个怀疑值得查。各网点用的是同一把尺子，才好比（测量不变性，measurement invariance）。期望问的是“优秀的网点”，人人评的是同一样东西：手紧的话，期望上也看得出来。看四种答题习惯：整体高低（平均几分）、选两端的比例（1和7）、选中点的比例（4）、答案的离散（一个人的答案散不散）。
#
# 12个网点乘4种习惯，一共48项比较，用Holm法校正p值。**我猜**：有几项和其余网点有差别？
# %% [markdown] lang="en"
# <details><summary>Five put in; how many found?</summary>
#
# {{min(counts)}} or {{max(counts)}}. The fourth direction is {{ours["eigenvalue"].iloc[3]:.2f}} and so is the chance limit, {{ours["threshold"].iloc[3]:.2f}}: of 20 counts {{counts.count(4)}} keep it and {{counts.count(3)}} do not. The fifth is just short, {{ours["eigenvalue"].iloc[4]:.2f}} against {{ours["threshold"].iloc[4]:.2f}}.
#
# Only {{int(ours["n_used"].iloc[0])}} people answered all 22 items; most of the other {{int(ours["n_missing"].iloc[0])}} had no experience of something. If the program draws 287 other people it is mostly 1 to 3; among 2,800 it is five. With too few people a dimension that is there may be missed, perhaps also among the 502 of 1992.
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
# **What we can say: we put five dimensions in and found {{min(counts)}} or {{max(counts)}} among {{int(ours["n_used"].iloc[0])}} people; fewer found does not mean that there are fewer, and no count proves that real customers think in five dimensions.**
#
# ## ★ 7 Is the ruler to blame? (7 minutes)
#
# > "Perhaps our customers are simply harsh and give everybody low scores." (A teller at B07)
#
# A suspicion worth checking. Branches can be compared only if the same ruler is used in all of them (**measurement invariance**). The **expectation** items ask about "an excellent branch", the same thing for everybody; customers who mark harshly would mark it lower too. We look at four answering styles: **level** (the mean answer), **extreme answers** (share of 1s and 7s), **midpoint answers** (share of 4s) and **spread** (how much one person's answers vary).
#
# 12 branches times 4 styles make 48 comparisons, with p values adjusted by Holm's method. **Bet:** how many show a difference from the other branches?
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
# B07期望的平均分是{{styles["value"][("B07", "level")]:.2f}}，其余网点{{styles["others"][("B07", "level")]:.2f}}：看不出手紧。就算有，区间下限也只低{{styles["others"][("B07", "level")] - styles["low"][("B07", "level")]:.1f}}分，B07的感知却低了{{perceptions[survey["branch"] != "B07"].mean(axis=1).mean() - perceptions[survey["branch"] == "B07"].mean(axis=1).mean():.1f}}分，一点手紧解释不了。（期望的分本来就高，轻一点的手紧不容易显出来。）
#
# 虚线以外，单看一项就超出了碰巧；看了48项，校正以后没有一项超出，所以都是空心。期望题的α也和别家差不多。只查了这两样，没有做多组因子分析。
#
# </details>
#
# **改一个词，再运行**：在算`ruler`的那一格，把`of="expectation"`换成`of="perception"`。B07的α和别家还差不多吗？
#
# <details><summary>对照</summary>
#
# 差不多：12家的区间都互相套着。（没有经历过的事不必答，所以人少了。）
#
# </details>
#
# 也有人根本没看题，从头到尾一个答案，或者1、2、3、1、2、3地循环。感知的答卷里，`item_analysis.careless`标出{{int(item_analysis.careless(perceptions)["careless"].sum())}}张，只是可疑；期望题不能这样查，全打7分也可以是认真的。练习里，这样的答卷多得多。
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
# B07's mean expectation is {{styles["value"][("B07", "level")]:.2f}}, the other branches' {{styles["others"][("B07", "level")]:.2f}}: no sign of harsh marking. The lower end of the interval leaves room for {{styles["others"][("B07", "level")] - styles["low"][("B07", "level")]:.1f}} points, while B07's perceptions are {{perceptions[survey["branch"] != "B07"].mean(axis=1).mean() - perceptions[survey["branch"] == "B07"].mean(axis=1).mean():.1f}} lower, which a little harshness cannot explain. (Expectations are high anyway, so slight harshness would hardly show.)
#
# A mark beyond the dashed lines would be more than chance if it stood alone; among 48, after adjustment, none is, so all are hollow. Alpha of the expectation items is about what it is elsewhere. Only these two things were checked; no multi-group factor model was fitted.
#
# </details>
#
# **Change a word and run again:** in the cell that makes `ruler`, replace `of="expectation"` with `of="perception"`. Is B07's alpha still much like the others'?
#
# <details><summary>Compare</summary>
#
# Yes: the intervals of all 12 overlap. (There are fewer people, since nobody rates what they have not experienced.)
#
# </details>
#
# And some people do not read at all: one answer throughout, or 1, 2, 3, 1, 2, 3 over and over. Among the perception sheets `item_analysis.careless` flags {{int(item_analysis.careless(perceptions)["careless"].sum())}}: grounds for suspicion, no more. Expectations cannot be checked in this way: 7 throughout may be sincere. The exercise has many more such sheets.
#
# **What we can say: none of the 48 comparisons shows a difference, and alpha of B07's expectation items is {{ruler["alpha"]["B07"]:.2f}} (interval {{ruler["low"]["B07"]:.2f}} to {{ruler["high"]["B07"]:.2f}}, {{int(ruler["n_used"]["B07"])}} people); nothing points to the ruler, which is no proof that it is straight.**
#
# **Stopping point two** (about 50 minutes). The two sections below are optional and stand alone.
#
# ## 8 Optional: a gap has a reliability of its own (6 minutes)
#
# **A gap is perception minus expectation; below expectation is not the same as dissatisfied.** Two numbers are subtracted, and their errors add up. If each has a reliability of {{0.8:.1f}} and the correlation between them is {{0.6:.1f}}, the difference has a reliability of only {{reliability.difference_reliability(0.6, 0.8, 0.8):.1f}}. And in our data?
# %%
wanted = survey[[f"expectation_{n}" for n in range(14, 18)]]
gap = reliability.gap_reliability(wanted, assurance)
mean_gap = assurance.mean(axis=1, skipna=False) - wanted.mean(axis=1, skipna=False)
gap[["reliability", "low", "high", "first_reliability", "second_reliability", "first_sd", "second_sd", "correlation", "n_used"]]
# %%
from fsq_lab import explore_ceiling

explore_ceiling()
# %% [markdown] lang="zh"
# 我们的数据里，期望和感知的相关小，差距的信度掉得不多。可是保证性的期望有{{100 * servqual.ceiling(survey)["share_top"]["assurance"]:.0f}}%是7分，（**天花板效应**，ceiling effect），标准差只有{{gap["first_sd"]:.1f}}（感知{{gap["second_sd"]:.1f}}）：期望变化小，差距就大半随感知走（相关{{mean_gap.corr(assurance.mean(axis=1, skipna=False)):.2f}}），没有多说多少。拖滑块，让可靠性的期望都顶到头：点都落到虚线上，知道感知，就知道了差距。
#
# **可以说：保证性差距的信度是{{gap["reliability"]:.2f}}（区间从{{gap["low"]:.2f}}到{{gap["high"]:.2f}}，{{int(gap["n_used"])}}人），低于感知的{{gap["second_reliability"]:.2f}}；比较保证性，先看感知。**
#
# ## 9 选做：ω，和两个分不开的维度（4分钟）
#
# α假定每题和共同因子的关系一样强。**ω系数**（omega）不这样假定，让每题有自己的强弱（**载荷**，loading）：
# %% [markdown] lang="en"
# In our data expectation and perception hardly correlate, so the gap loses little. But {{100 * servqual.ceiling(survey)["share_top"]["assurance"]:.0f}}% of the expectation answers on assurance are a 7 (a **ceiling effect**), and their sd is only {{gap["first_sd"]:.1f}} (perception {{gap["second_sd"]:.1f}}). Expectation varies less, so the gap mostly follows perception (a correlation of {{mean_gap.corr(assurance.mean(axis=1, skipna=False)):.2f}}) and adds little. Use the slider to push all expectations of reliability to the top: the dots fall on the dashed line, and whoever knows the perception knows the gap.
#
# **What we can say: the gap on assurance has a reliability of {{gap["reliability"]:.2f}} (interval {{gap["low"]:.2f}} to {{gap["high"]:.2f}}, {{int(gap["n_used"])}} people), below perception's {{gap["second_reliability"]:.2f}}; to compare assurance, look at perception first.**
#
# ## 9 Optional: omega, and two dimensions that cannot be told apart (4 minutes)
#
# Alpha assumes that every item is equally strongly related to what the items have in common. **Omega** drops that assumption: each item may have its own **loading**.
# %%
from fsq_lab import omega, validity

omega.omega(five)[["omega", "low", "high", "n_used"]]
# %%
names = list(published.columns)
written = {"responsiveness": names[9:13], "assurance": names[13:17], "empathy": names[17:]}
validity.htmt(published, written)[["htmt", "note"]].round(2)
# %% [markdown] lang="zh"
# ω比α（{{found["alpha"]:.2f}}）高一些：第9题载荷低，载荷不一样，α就偏低。
#
# 第二张表是1992年那份数据里的三个维度。HTMT拿维度之间的相关和维度里面的相比：超过{{0.9:.1f}}，通常就认为分不开。响应性和移情性是{{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}：写的是两个维度，答案像是一个。
#
# **可以说：在1992年的数据里，响应性和移情性分不开（HTMT {{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}，502人）；把它们分开打分、分开考核以前，先用自己的数据查。**
#
# ## 小结
#
# 会上你这样答副行长：“信的不是22道题，是查过的22道题。α有区间，连人数一起报；α高不等于量对了；拉低α的那一题，说的是账错。几个维度要数，别人的数据里只数得出{{int(counted["kept"].sum())}}个。B07的低分，看不出是尺子的错。”
#
# **档案B07，新的一行**：不像是尺子的毛病，期望题上的α和答题习惯都和别家差不多。
#
# **接下来**：[练习04](../../exercises/zh/04_reliability/04_reliability.ipynb)（约45分钟），然后是第05课“品质的量化与评判”。
#
# **资料来源**：α：Cronbach（1951）；区间：Feldt（1965）；平行分析：Horn（1965）；校正：Holm（1979）；22题的相关：Babakus和Boller（1992），Journal of Business Research 24(3)；差距的信度：Peter、Churchill和Brown（1993）；ω：McDonald（1999）；HTMT：Henseler、Ringle和Sarstedt（2015）。
# %% [markdown] lang="en"
# Omega is a little higher than alpha ({{found["alpha"]:.2f}}): item 9 has a low loading, and with unequal loadings alpha is too low.
#
# The second table shows three dimensions in the data of 1992. HTMT compares correlations between dimensions with those within; above {{0.9:.1f}} two are usually taken to be one. For responsiveness and empathy it is {{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}: written as two, answered as one.
#
# **What we can say: in the data of 1992 responsiveness and empathy cannot be told apart (HTMT {{validity.htmt(published, written)["htmt"].loc[("responsiveness", "empathy")]:.2f}}, 502 people); before scoring and rewarding them separately, check in your own data.**
#
# ## Summary
#
# At the meeting you answer: "Don't believe 22 questions; believe 22 questions that have been checked. Alpha has an interval, reported with n; a high alpha does not mean the right thing was measured; the item that lowers alpha is the only one that reports errors in customers' accounts. Dimensions have to be counted: in others' data only {{int(counted["kept"].sum())}} could be made out. And nothing says that B07's low scores are the ruler's fault."
#
# **File B07, a new line:** it does not look like the ruler; on the expectation items, alpha and the use of the scale are much as elsewhere.
#
# **Next:** [exercise 04](../../exercises/en/04_reliability/04_reliability.ipynb) (about 45 minutes), then lesson 05, "From scores to a verdict".
#
# **Sources:** alpha: Cronbach (1951); its interval: Feldt (1965); parallel analysis: Horn (1965); adjustment: Holm (1979); the 22 items' correlations: Babakus and Boller (1992), Journal of Business Research 24(3); reliability of a gap: Peter, Churchill and Brown (1993); omega: McDonald (1999); HTMT: Henseler, Ringle and Sarstedt (2015).
# %%
bets()
