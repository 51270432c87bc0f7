# %% [markdown] lang="zh"
# # 练习04 试测的九十张答卷
#
# 正式发问卷以前，90位客户试答了22道题。答卷怎么交上来就怎么录入，里面有毛病。你来找，再告诉副行长能不能用。九十张答卷都是合成数据（synthetic data），不代表任何真实的网点。
#
# 程序检查八题（16分），老师批改两题文字（12分）。全部约45分钟，带★的约20分钟。要用自己的一份数据，把`None`换成学号，加引号。
# %% [markdown] lang="en"
# # Exercise 04 Ninety pilot sheets
#
# Before the survey went out 90 customers answered its 22 items. The sheets were typed in as they came, faults and all. Find the faults, and tell the vice-president what the scale is good for. All data are synthetic data and describe no real institution.
#
# The program checks eight questions (16 points); your instructor marks two written ones (12). Allow about 45 minutes for all, about 20 for those with a ★. To work on data of your own, put your student id, in quotation marks, in place of `None`.
# %% tags=["parameters"]
STUDENT = None
# %%
from fsq_lab import factorability, item_analysis, omega, reliability

check = exercise("04_reliability", student=STUDENT)
answers = check.load("pilot").set_index("respondent")
item_analysis.item_statistics(answers)[["mean", "sd", "lowest", "highest", "item_rest"]].round(2)
# %% [markdown] ask="faults" lang="zh"
# ## ★ 1 三种毛病
#
# 量表应当是1到7分。看上面的表，依次写出三道题，存入列表`faults`，例如`["q1", "q2", "q4"]`：
#
# 1. 印刷时带着示例的圆圈，几乎人人同一个答案的一题
# 2. 反着问、和别的题反着走的一题
# 3. 有一页的量表错印成了1到5分，那一页的第一题
# %% [markdown] ask="faults" lang="en"
# ## ★ 1 Three faults
#
# The scale should run from 1 to 7. Look at the table above and name three items, in this order, in a list `faults`, such as `["q1", "q2", "q4"]`:
#
# 1. the item printed with the sample answer already circled, so that almost everybody gave the same answer
# 2. the item worded in reverse, which runs against the others
# 3. on one page the scale was printed from 1 to 5: the first item of that page
# %% answer="faults" points=2 objective="S1"
faults = ["q3", "q14", "q19"]
# %% mistake="faults" name="dissenter"
faults = ["q3", "q9", "q19"]
# %% [markdown] mistake="faults" name="dissenter" lang="zh"
# 你把第9题当成了反着问的。它和别的题不合拍，相关在0上下；反着走的那一题，相关明明白白是负的。
# %% [markdown] mistake="faults" name="dissenter" lang="en"
# You took item 9 for the reversed one. It does not go with the others, but its correlation is about 0; that of the reversed item is plainly negative.
# %% mistake="faults" name="page-from-18"
faults = ["q3", "q14", "q18"]
# %% [markdown] mistake="faults" name="page-from-18" lang="zh"
# 你从移情性的第一题算起。维度不等于印刷的页：第18题有人答到7，没有印错。
# %% [markdown] mistake="faults" name="page-from-18" lang="en"
# You began with the first item of empathy. A dimension is no printed page: somebody gave a 7 on item 18, so it was printed right.
# %% mistake="faults" name="page-from-20"
faults = ["q3", "q14", "q20"]
# %% [markdown] mistake="faults" name="page-from-20" lang="zh"
# 那一页从前一题就开始了：第19题也没有人答6或7。
# %% [markdown] mistake="faults" name="page-from-20" lang="en"
# The page began one item earlier: nobody gave item 19 a 6 or 7 either.
# %% mistake="faults" name="other-way-round"
faults = ["q14", "q3", "q19"]
# %% [markdown] mistake="faults" name="other-way-round" lang="zh"
# 前两题换了位置。几乎人人一样，标准差就很小；反着走，相关是负的。
# %% [markdown] mistake="faults" name="other-way-round" lang="en"
# The first two are swapped. Where nearly all answers are alike the sd is tiny; where an item runs against the others its correlation is negative.
# %% [markdown] hint="faults" lang="zh"
# 依次看标准差、相关、最高分这三列。
# %% [markdown] hint="faults" lang="en"
# Look at the columns for the sd, the correlation, and the highest answer, one after the other.
# %% [markdown] hint="faults" lang="zh"
# 最高分是5的，有连着的几题。
# %% [markdown] hint="faults" lang="en"
# Several items in a row have a highest answer of 5.
# %%
read = answers[~item_analysis.careless(answers)["careless"]]
five, four = read[["q5", "q6", "q7", "q8", "q9"]], read[["q14", "q15", "q16", "q17"]]
len(read)
# %% [markdown] ask="rescued" lang="zh"
# ## ★ 2 转回来
#
# `read`除去了没看题的答卷。保证性是第14至17题（`four`，取自`read`）。把反着问的一题转回来（仍是1到7分），再算四题的α，存入`rescued`，至少保留三位小数。
# %% [markdown] ask="rescued" lang="en"
# ## ★ 2 Turned back
#
# `read` leaves out the sheets filled in without reading. Assurance is items 14 to 17 (`four`, taken from `read`). Turn the reversed item back (so that it again runs from 1 to 7), compute alpha of the four, and store it in `rescued`, with at least three decimals.
# %% answer="rescued" points=2 objective="S1" digits=3
rescued = reliability.alpha(four.assign(q14=8 - four["q14"]))["alpha"]
# %% mistake="rescued" name="as-asked"
rescued = reliability.alpha(four)["alpha"]
# %% [markdown] mistake="rescued" name="as-asked" lang="zh"
# 题还是反着的。这个α低得离谱，它是诊断，不是信度。
# %% [markdown] mistake="rescued" name="as-asked" lang="en"
# The item is still reversed. So low an alpha is a diagnosis and not the reliability.
# %% mistake="rescued" name="thrown-away" may_be_right=true credit=.5
rescued = reliability.alpha(four.drop(columns="q14"))["alpha"]
# %% [markdown] mistake="rescued" name="thrown-away" lang="zh"
# 你把它删了。反着问的题没有坏，转回来照样能用，还多一题的信息。
# %% [markdown] mistake="rescued" name="thrown-away" lang="en"
# You threw it away. A reversed item is not broken; turned back it serves as well as any, and adds its information.
# %% mistake="rescued" name="wrong-one"
rescued = reliability.alpha(four.assign(q15=8 - four["q15"]))["alpha"]
# %% [markdown] mistake="rescued" name="wrong-one" lang="zh"
# 你转的是另一题。现在有两题反着走，α只会更低。
# %% [markdown] mistake="rescued" name="wrong-one" lang="en"
# You turned another item. Now two run against the others, and alpha falls even further.
# %% [markdown] hint="rescued" lang="zh"
# 课上第1节：8减去答案。
# %% [markdown] hint="rescued" lang="en"
# Section 1 of the lesson: 8 minus the answer.
# %% [markdown] hint="rescued" lang="zh"
# 用`four.assign(q14=…)`换掉那一列，再算。
# %% [markdown] hint="rescued" lang="en"
# Replace the column with `four.assign(q14=…)`, then compute.
# %% [markdown] ask="flattered" lang="zh"
# ## 3 没看题的人帮了谁
#
# 可靠性五题（q5到q9，`five`）：全部90张（`answers`）的α，减去看了题的人（`five`）的α，是多少？存入`flattered`，至少保留三位小数：两位就只剩一个数字了。
# %% [markdown] ask="flattered" lang="en"
# ## 3 What careless answers do to alpha
#
# For the five items on reliability (q5 to q9, `five`): alpha of all 90 sheets (`answers`), minus alpha of those who read the questions (`five`)? Store it in `flattered`, with at least three decimals: two would leave a single digit.
# %% answer="flattered" points=2 objective="S1" digits=3
flattered = reliability.alpha(answers[list(five)])["alpha"] - reliability.alpha(five)["alpha"]
# %% mistake="flattered" name="alpha-itself"
flattered = reliability.alpha(five)["alpha"]
# %% [markdown] mistake="flattered" name="alpha-itself" lang="zh"
# 这是看了题的人的α本身。题目问的是，加上没看题的答卷，α被抬高了多少。
# %% [markdown] mistake="flattered" name="alpha-itself" lang="en"
# That is alpha of those who read. The question is how much the careless sheets add to it.
# %% mistake="flattered" name="all-items" may_be_right=true
flattered = reliability.alpha(answers)["alpha"] - reliability.alpha(read)["alpha"]
# %% [markdown] mistake="flattered" name="all-items" lang="zh"
# 你用了全部22题，里面还有反着问的题。这里只看q5到q9。
# %% [markdown] mistake="flattered" name="all-items" lang="en"
# You used all 22 items, the reversed one among them. Here only q5 to q9 count.
# %% [markdown] hint="flattered" lang="zh"
# 两个α，同样的五题，不同的人。
# %% [markdown] hint="flattered" lang="en"
# Two alphas: the same five items, different people.
# %% [markdown] hint="flattered" lang="zh"
# `answers[list(five)]`取出同样的五列。
# %% [markdown] hint="flattered" lang="en"
# `answers[list(five)]` takes the same five columns.
# %% [markdown] ask="longer" lang="zh"
# ## 4 要加长到几题
#
# 给每位客户单独下结论，常要求信度到0.9；可靠性五题（`five`）还差得远。再加一样合拍的题，一共要几题才到0.9？存入`longer`，至少保留一位小数，不取整。
# %% [markdown] ask="longer" lang="en"
# ## 4 How many items would it take?
#
# Judging customers one by one is often said to need a reliability of 0.9; the five items on reliability (`five`) are far from it. With more items that go together just as well, how many would there have to be in all to reach 0.9? Store it in `longer`, with at least one decimal and not rounded up.
# %% answer="longer" points=2 objective="S1" digits=1
longer = 5 * reliability.times_needed(reliability.alpha(five)["alpha"], goal=0.9)
# %% mistake="longer" name="times-only" credit=.5
longer = reliability.times_needed(reliability.alpha(five)["alpha"], goal=0.9)
# %% [markdown] mistake="longer" name="times-only" lang="zh"
# 你给的是加长到几倍，还没有乘上原来的5题。
# %% [markdown] mistake="longer" name="times-only" lang="en"
# That is how many times as long; multiply by the 5 items there are.
# %% mistake="longer" name="in-proportion"
longer = 5 * 0.9 / reliability.alpha(five)["alpha"]
# %% [markdown] mistake="longer" name="in-proportion" lang="zh"
# 你按比例算了。α不随题数成比例地长，越往上越慢，要用斯皮尔曼—布朗公式。
# %% [markdown] mistake="longer" name="in-proportion" lang="en"
# You took a proportion. Alpha does not grow in proportion to the items but more and more slowly: use the Spearman-Brown formula.
# %% mistake="longer" name="rounded-up" may_be_right=true
longer = 1 + int(5 * reliability.times_needed(reliability.alpha(five)["alpha"], goal=0.9))
# %% [markdown] mistake="longer" name="rounded-up" lang="zh"
# 你往上取了整。写进问卷时该取整，这里要没有取整的数。
# %% [markdown] mistake="longer" name="rounded-up" lang="en"
# You rounded up. For a questionnaire that is right; here the figure before rounding is asked for.
# %% mistake="longer" name="how-many-more"
longer = 5 * reliability.times_needed(reliability.alpha(five)["alpha"], goal=0.9) - 5
# %% [markdown] mistake="longer" name="how-many-more" lang="zh"
# 这是还要再加几题。问的是一共几题，原来的5题你没有算上。
# %% [markdown] mistake="longer" name="how-many-more" lang="en"
# That is how many more. The question asks how many in all, and you left out the 5 there are.
# %% [markdown] hint="longer" lang="zh"
# 课上第3节算过要几倍。
# %% [markdown] hint="longer" lang="en"
# Section 3 of the lesson worked out how many times.
# %% [markdown] hint="longer" lang="zh"
# 倍数再乘5。
# %% [markdown] hint="longer" lang="en"
# Multiply that by 5.
# %% [markdown] ask="omega_more" lang="zh"
# ## 5 每题强弱不同
#
# 这一题用到课上的第9节。可靠性五题（`five`）里，第9题的载荷低。ω比α高多少？存入`omega_more`，至少保留三位小数。
# %% [markdown] ask="omega_more" lang="en"
# ## 5 Items need not count alike
#
# This uses section 9 of the lesson. Of the five items on reliability (`five`), item 9 has a low loading. By how much is omega above alpha? Store it in `omega_more`, with at least three decimals.
# %% answer="omega_more" points=2 objective="S1" digits=3
omega_more = omega.omega(five)["omega"] - reliability.alpha(five)["alpha"]
# %% mistake="omega_more" name="omega-itself"
omega_more = omega.omega(five)["omega"]
# %% [markdown] mistake="omega_more" name="omega-itself" lang="zh"
# 这是ω本身。问的是它比α高多少，你还没有减去α。
# %% [markdown] mistake="omega_more" name="omega-itself" lang="en"
# That is omega itself. The question is how far it lies above alpha, which you have not subtracted.
# %% mistake="omega_more" name="item-9-out"
omega_more = omega.omega(five.drop(columns="q9"))["omega"] - reliability.alpha(five.drop(columns="q9"))["alpha"]
# %% [markdown] mistake="omega_more" name="item-9-out" lang="zh"
# 你先删了第9题。剩下的四题载荷相近，ω和α几乎一样，正好看不出ω容得下什么。
# %% [markdown] mistake="omega_more" name="item-9-out" lang="en"
# You dropped item 9 first. The four that are left have similar loadings, so omega and alpha nearly agree, and what omega allows for does not show.
# %% [markdown] hint="omega_more" lang="zh"
# `omega.omega`的结果里取`omega`，`reliability.alpha`的结果里取`alpha`。
# %% [markdown] hint="omega_more" lang="en"
# Take `omega` from the result of `omega.omega`, and `alpha` from that of `reliability.alpha`.
# %% [markdown] hint="omega_more" lang="zh"
# 两边都用`five`，先算ω，再减去α。
# %% [markdown] hint="omega_more" lang="en"
# Use `five` on both sides: omega first, then subtract alpha.
# %% [markdown] ask="kept" lang="zh"
# ## 6 数一数
#
# 先从`read`里去掉印错的题（带圆圈的一题，五分制的四题），再做平行分析，保留几个维度？存入`kept`。这个数能不能写进报告，第10题里答。
# %% [markdown] ask="kept" lang="en"
# ## 6 Count them
#
# Leave the misprinted items out of `read` (the one with the circle, the four on a five-point scale), then run a parallel analysis. How many dimensions are kept? Store the number in `kept`. Whether it may stand in a report is for question 10.
# %% answer="kept" points=2 objective="S1" small=true
printed = read.drop(columns=["q3", "q19", "q20", "q21", "q22"])
kept = int(factorability.parallel_analysis(printed)["kept"].sum())
# %% mistake="kept" name="kaiser" may_be_right=true
kept = int(factorability.dimensions(read.drop(columns=["q3", "q19", "q20", "q21", "q22"]))["kaiser"])
# %% [markdown] mistake="kept" name="kaiser" lang="zh"
# 这是大于1的个数（凯泽准则）。随便答也会有大于1的，要和虚线比。
# %% [markdown] mistake="kept" name="kaiser" lang="en"
# That is how many exceed 1 (Kaiser's rule). Random answers exceed 1, too; compare with the dashed line.
# %% mistake="kept" name="misprints-in" may_be_right=true
kept = int(factorability.parallel_analysis(read)["kept"].sum())
# %% [markdown] mistake="kept" name="misprints-in" lang="zh"
# 你把印错的题也数进去了。同一页错印成五分制的几题，自己就会凑成一个方向。
# %% [markdown] mistake="kept" name="misprints-in" lang="en"
# You counted the misprinted items in. Items of one page with a five-point scale may form a direction of their own.
# %% mistake="kept" name="as-written" may_be_right=true
kept = 5
# %% [markdown] mistake="kept" name="as-written" lang="zh"
# 你写的是问卷上的维度数。那是主张，这里要数。
# %% [markdown] mistake="kept" name="as-written" lang="en"
# That is what the questionnaire claims. Here they are to be counted.
# %% [markdown] hint="kept" lang="zh"
# 去掉几列：`read.drop(columns=["q1", "q2"])`，换成印错的题。
# %% [markdown] hint="kept" lang="en"
# To leave columns out: `read.drop(columns=["q1", "q2"])`, with the misprinted items in place of these.
# %% [markdown] hint="kept" lang="zh"
# 课上第5节：结果里的`kept`一列求和，每个True算1。
# %% [markdown] hint="kept" lang="en"
# Section 5 of the lesson: sum the column `kept` of the result; each True counts as 1.
# %%
clients = check.load("securities")
wanted = clients[[f"expectation_{n}" for n in range(18, 23)]]
got = clients[[f"perception_{n}" for n in range(18, 23)]]
# %% [markdown] ask="gap_left" lang="zh"
# ## 7 相减以后剩多少
#
# 这一题用到课上的第8节。换五家证券公司（虚构）的客户，合在一起：移情性的期望（`wanted`）和感知（`got`）各五题。差距的信度，比感知的信度低多少？两个信度从同一次计算里取（同一批人）。存入`gap_left`（正数），至少保留三位小数。
# %% [markdown] ask="gap_left" lang="en"
# ## 7 What subtracting costs
#
# This uses section 8 of the lesson. Now the clients of five invented securities companies, taken together: five empathy items, expectations in `wanted`, perceptions in `got`. By how much is the reliability of the gap lower than that of perception? Take both from one calculation, so that they are about the same people. Store it in `gap_left` (positive), with at least three decimals.
# %% answer="gap_left" points=2 objective="S1" digits=3
gap = reliability.gap_reliability(wanted, got)
gap_left = gap["second_reliability"] - gap["reliability"]
# %% mistake="gap_left" name="against-expectation"
gap_left = reliability.gap_reliability(wanted, got)["first_reliability"] - reliability.gap_reliability(wanted, got)["reliability"]
# %% [markdown] mistake="gap_left" name="against-expectation" lang="zh"
# 你和期望的信度比了。第一张表是期望，第二张才是感知。
# %% [markdown] mistake="gap_left" name="against-expectation" lang="en"
# You compared with the reliability of expectation. The first table is expectation, the second perception.
# %% mistake="gap_left" name="gap-itself"
gap_left = reliability.gap_reliability(wanted, got)["reliability"]
# %% [markdown] mistake="gap_left" name="gap-itself" lang="zh"
# 这是差距自己的信度。还要用感知的信度减去它。
# %% [markdown] mistake="gap_left" name="gap-itself" lang="en"
# That is the reliability of the gap; now subtract it from the reliability of perception.
# %% [markdown] hint="gap_left" lang="zh"
# 课上第8节的函数，一次给出三个信度。
# %% [markdown] hint="gap_left" lang="en"
# One call in the lesson's section 8 gives the reliability of all three.
# %% [markdown] hint="gap_left" lang="zh"
# `second_reliability`减`reliability`。
# %% [markdown] hint="gap_left" lang="en"
# `second_reliability` minus `reliability`.
# %% [markdown] ask="verdicts" lang="zh"
# ## ★ 8 四道题，怎么发落（伦理题）
#
# 试测完了，四处毛病各怎么办：`k`留着，单独报告；`t`转回来照用；`r`重印，另找人再试；`d`删掉。依次存入列表`verdicts`，例如`["d", "d", "d", "d"]`。
#
# 1. 第3题，印刷时带着示例的圆圈
# 2. 第9题“账户明细准确”，拉低α，大约四分之一的人碰到过错账
# 3. 第14题，措辞反了，意思清楚
# 4. 第19至22题，错印成五分量表
# %% [markdown] ask="verdicts" lang="en"
# ## ★ 8 Four verdicts (a matter of ethics)
#
# The pilot is done. For each of four faults: `k` keep it and report it on its own, `t` turn it back and use it, `r` reprint and try it on other people, or `d` delete it? Store the letters in this order in a list `verdicts`, such as `["d", "d", "d", "d"]`.
#
# 1. Item 3, printed with the sample answer circled
# 2. Item 9, "account statements are accurate", which lowers alpha; about a quarter found an error on theirs
# 3. Item 14, worded in reverse, its meaning clear
# 4. Items 19 to 22, printed with a five-point scale
# %% answer="verdicts" points=2 objective="K1"
verdicts = ["r", "k", "t", "r"]
# %% mistake="verdicts" name="alpha-decides"
verdicts = ["r", "d", "t", "r"]
# %% [markdown] mistake="verdicts" name="alpha-decides" lang="zh"
# 第9题你让α作了主。删了它，问卷好看了，碰到错账的客户再也没处说。
# %% [markdown] mistake="verdicts" name="alpha-decides" lang="en"
# On item 9 you let alpha decide. Without it the scale looks better, and customers with errors on their statements have nowhere to say so.
# %% mistake="verdicts" name="no-reprint"
verdicts = ["d", "k", "t", "d"]
# %% [markdown] mistake="verdicts" name="no-reprint" lang="zh"
# 第1、第4处毛病在印刷，不在题。你把题删了，着装和客户的需要就没人问了；重印就行。
# %% [markdown] mistake="verdicts" name="no-reprint" lang="en"
# The first and fourth are faults of printing and not of the items. You deleted them, so nobody is asked about dress or customers' needs; a reprint will do.
# %% mistake="verdicts" name="dress-deleted"
verdicts = ["d", "k", "t", "r"]
# %% [markdown] mistake="verdicts" name="dress-deleted" lang="zh"
# 第1处你删了题。毛病在印刷，不在题；删了，着装就没人问了，重印再试就行。
# %% [markdown] mistake="verdicts" name="dress-deleted" lang="en"
# You deleted the first. Its fault is in the printing, not in the item; without it nobody is asked about dress. Reprint it and try again.
# %% mistake="verdicts" name="page-deleted"
verdicts = ["r", "k", "t", "d"]
# %% [markdown] mistake="verdicts" name="page-deleted" lang="zh"
# 第4处你删了四道题，移情性就只剩一题。毛病在印刷，重印再试就行。
# %% [markdown] mistake="verdicts" name="page-deleted" lang="en"
# You deleted the four items of the last fault, and empathy is left with one. The fault is in the printing: reprint and try again.
# %% mistake="verdicts" name="turned-deleted"
verdicts = ["r", "k", "d", "r"]
# %% [markdown] mistake="verdicts" name="turned-deleted" lang="zh"
# 第14题你删了。意思清楚的反向题没有坏，转回来照用；第2题里你已经用上它了。
# %% [markdown] mistake="verdicts" name="turned-deleted" lang="en"
# You deleted item 14. A reversed item whose meaning is clear is not broken: turn it back and use it, as you did in question 2.
# %% mistake="verdicts" name="stretch"
verdicts = ["r", "k", "t", "t"]
# %% [markdown] mistake="verdicts" name="stretch" lang="zh"
# 第4处你想换算回去。看着1到5作答的人，没有见过6和7；乘多少，都不是他们会给的答案。
# %% [markdown] mistake="verdicts" name="stretch" lang="en"
# You wanted to convert the fourth. People who saw 1 to 5 never saw a 6 or 7; no multiplier gives the answers they would have given.
# %% [markdown] hint="verdicts" lang="zh"
# 先问：毛病在印刷、在措辞，还是它根本没有毛病？
# %% [markdown] hint="verdicts" lang="en"
# Ask first: is the fault in the printing, in the wording, or is there none?
# %% [markdown] hint="verdicts" lang="zh"
# 一道也不用删。
# %% [markdown] hint="verdicts" lang="en"
# None has to be deleted.
# %% [markdown] ask="trust" lang="zh"
# ## ★ 9 “α是0.93，所以问卷有效”
#
# 一家问卷公司给保险公司的报告写：“22题α＝0.93，证明量表有效，测到了五个维度，各分公司可以据此排名。”替副行长回五句：（1）α说明什么；（2）为什么0.93不奇怪；（3）它没有说明的两样；（4）五个维度和排名，各还要看什么；（5）现在能写哪一句。写在下面的空单元里。
# %% [markdown] ask="trust" lang="en"
# ## ★ 9 "Alpha is 0.93, so the questionnaire is valid"
#
# A survey firm reports to an insurer: "Alpha of the 22 items is 0.93; the scale is proved valid, measures five dimensions, and branches can be ranked by it." Answer for the vice-president in five sentences: (1) what alpha says; (2) why 0.93 is no surprise; (3) two things that it does not say; (4) what has to be seen before speaking of five dimensions, and before ranking; (5) what may be written now. Write in the empty cell below.
# %% [markdown] written="trust" points=7 lang="zh"
# （1）α说明22题的答案合拍，0.93还要报区间和人数。（2）题多了α自然就高：平均相关只要0.38左右，22题就有0.93。（3）它不说明量的是一样东西，也不说明量的是服务质量（效度）：22题都问“大厅干净”，α也高。（4）几个维度要用真实的答卷做平行分析，在1992年发表的数据里只数得出两个；排名以前，要看各分公司的区间，还要看答题习惯是不是一样。（5）现在能写：“22题合起来答案一致，α＝0.93（区间和人数待补）；维度和排名待查。”
# %% [markdown] written="trust" points=7 lang="en"
# (1) Alpha says that answers to the 22 items go together; 0.93 needs its interval and n. (2) With many items alpha is high anyway: a mean correlation of about 0.38 is enough for 0.93. (3) It does not say that one thing is measured, nor that it is service quality (validity): 22 items on a clean lobby have a high alpha as well. (4) Dimensions are counted by parallel analysis in real answers, and in data published in 1992 only two could be made out; before ranking, look at the branches' intervals, and whether they use the scale alike. (5) For now: "Answers to the 22 items agree, alpha = 0.93 (interval and n to come); dimensions and ranks are still to be checked."
# %% [markdown] rubric="trust" lang="zh"
# - 1分：α说的是答案合拍（信度）
# - 1分：题多α就高
# - 2分：没说明是一样东西（1分），没说明量对了（1分）
# - 2分：维度要用数据去数（1分）；排名要看区间或答题习惯（1分）
# - 1分：能写的一句有数，有区间和人数或写明还缺，没有“证明”“有效”
# %% [markdown] rubric="trust" lang="en"
# - 1 point: alpha says that answers go together (reliability)
# - 1 point: many items make alpha high
# - 2 points: not that one thing is measured (1), not that it is the right one (1)
# - 2 points: dimensions have to be counted in data (1); ranks need intervals or answering styles (1)
# - 1 point: the sentence has the figure, with interval and n or saying that they are missing, and neither "proved" nor "valid"
# %% [markdown] sample="trust" level="weak" points=1 lang="zh"
# > α大于0.7就合格，0.93非常好，说明客户的回答很一致。所以量表可信，也有效。五个维度是国际通用的，可以排名。建议下次多问一些人，α会更高。
#
# - 1分：说到回答一致
# - 0分：没有提题数
# - 0分：从可信跳到了有效
# - 0分：维度“通用”，没有数
# - 0分：没有能写的一句
# %% [markdown] sample="trust" level="weak" points=1 lang="en"
# > Above 0.7 is fine and 0.93 is excellent: customers answer very consistently. So the scale is reliable and valid. Five dimensions are an international standard, and ranking is possible. Ask more people next time, and alpha will be higher.
#
# - 1 point: answers are consistent
# - 0 points: the number of items is not mentioned
# - 0 points: jumps from reliable to valid
# - 0 points: dimensions are "a standard", not counted
# - 0 points: no sentence that may be written
# %% [markdown] sample="trust" level="middling" points=4 lang="zh"
# > α说的是题和题合拍。22题很多，所以高。合拍不等于问对了东西，有没有效度，还要别的证据。五个维度要做因子分析。现在可以写：量表的信度很高，基本有效。
#
# - 1分：合拍
# - 1分：题多
# - 1分：没问对东西；没有说可能不止一样东西
# - 1分：维度要数；没有说排名
# - 0分：末句又写了“有效”，没有数
# %% [markdown] sample="trust" level="middling" points=4 lang="en"
# > Alpha says that items go together. 22 is a lot, hence the high figure. Going together does not mean asking the right thing; validity needs other evidence. Five dimensions need a factor analysis. For now one may write: reliability is high and the scale broadly valid.
#
# - 1 point: go together
# - 1 point: many items
# - 1 point: not the right thing; that it may be several things is missing
# - 1 point: dimensions are counted; ranks are not mentioned
# - 0 points: "valid" again at the end, and no figure
# %% [markdown] sample="trust" level="strong" points=7 lang="zh"
# > α说的是这22题答得一致，是信度。题数多，平均相关不高也会到0.93。它不管量的是一样还是几样，也不管是不是服务质量。写五个维度，先在自己客户的答卷里做平行分析；要排名，先看每家的区间，再看有没有哪家手紧。现在写：“22题α＝0.93，补上区间和人数；维度、排名待查。”
#
# - 1分：一致，是信度
# - 1分：题多
# - 2分：一样还是几样，是不是服务质量
# - 2分：平行分析；区间和答题习惯
# - 1分：有数，留了区间和人数
# %% [markdown] sample="trust" level="strong" points=7 lang="en"
# > Alpha says that these 22 items are answered consistently: reliability. With so many, a modest mean correlation gives 0.93. It cannot tell one thing from several, nor whether it is service quality. Before writing "five dimensions", run a parallel analysis on your own customers' answers; before ranking, look at each branch's interval, and at whether some mark harshly. For now: "Alpha of the 22 items is 0.93, interval and n to be added; dimensions and ranks to be checked."
#
# - 1 point: consistent, reliability
# - 1 point: many items
# - 2 points: one or several; service quality or not
# - 2 points: parallel analysis; intervals and styles
# - 1 point: a figure, with room for interval and n
# %% [markdown] ask="memo" lang="zh"
# ## 10 试测的结论
#
# 给副行长写四句：（1）答卷和题目有哪些毛病，各怎么办；（2）保证性转回来以后的α，区间和人数（`reliability.alpha`都给）；（3）第9题怎么办，为什么；（4）这份试测还不能说什么。写在下面的空单元里。
# %% [markdown] ask="memo" lang="en"
# ## 10 What the pilot says
#
# Four sentences for the vice-president: (1) the faults of sheets and items, and what is done about each; (2) alpha of assurance after turning, with its interval and n (`reliability.alpha` gives them); (3) what becomes of item 9, and why; (4) what this pilot cannot say. Write in the empty cell below.
# %% [markdown] written="memo" points=5 lang="zh"
# 有{{len(answers) - len(read)}}张答卷没有看题，另放；第3题和第19至22题印错了，重印后另找人试；第14题反着问，转回来照用。转回来以后，保证性四题的α是{{rescued:.2f}}（区间从{{reliability.alpha(four.assign(q14=8 - four["q14"]))["low"]:.2f}}到{{reliability.alpha(four.assign(q14=8 - four["q14"]))["high"]:.2f}}，{{len(read)}}人）。第9题留下，单独报告，并请后台查账：它拉低α，是因为它说的是差错。一个网点、{{len(read)}}人，数出几个维度都不能写进报告，也说不了别的网点。
# %% [markdown] written="memo" points=5 lang="en"
# {{len(answers) - len(read)}} sheets were filled in without reading and are set apart; item 3 and items 19 to 22 were misprinted and will be tried again on other people; item 14, worded in reverse, is turned back and used. Alpha of assurance is then {{rescued:.2f}} (interval {{reliability.alpha(four.assign(q14=8 - four["q14"]))["low"]:.2f}} to {{reliability.alpha(four.assign(q14=8 - four["q14"]))["high"]:.2f}}, {{len(read)}} people). Item 9 stays and is reported on its own, and the books are checked: it lowers alpha because it reports errors. With one branch and {{len(read)}} people no count of dimensions belongs in a report, and nothing can be said of other branches.
# %% [markdown] rubric="memo" lang="zh"
# - 2分：毛病至少三处（1分），各有办法，不是一删了之（1分）
# - 1分：α连区间和人数一起报
# - 1分：第9题留下，理由是它说的事
# - 1分：说出一件这份试测不能说的
# %% [markdown] rubric="memo" lang="en"
# - 2 points: at least three faults (1), each with a remedy other than deleting all (1)
# - 1 point: alpha with interval and n
# - 1 point: item 9 stays, for what it tells
# - 1 point: names something that this pilot cannot say
# %% [markdown] sample="memo" level="weak" points=1 lang="zh"
# > 试测发现第3、9、14题和第19至22题质量不高，全部删除。删除后信度良好，问卷可以正式使用。
#
# - 1分：毛病找到了，办法只有删
# - 0分：没有数
# - 0分：删了第9题
# - 0分：没有说不能说什么
# %% [markdown] sample="memo" level="weak" points=1 lang="en"
# > In the pilot items 3, 9, 14 and 19 to 22 proved poor and are deleted. Reliability is then good, and the questionnaire may be used.
#
# - 1 point: the faults are found, the only remedy is to delete
# - 0 points: no figure
# - 0 points: item 9 deleted
# - 0 points: nothing on what it cannot say
# %% [markdown] sample="memo" level="middling" points=3 lang="zh"
# > 第14题转回来，第3题和第19至22题重印。保证性的α是{{rescued:.2f}}。第9题留着，因为它说的是账错没错。问卷可信，可以推广到各网点。
#
# - 2分：三处毛病，各有办法
# - 0分：没有区间和人数
# - 1分：第9题留得有理
# - 0分：“可以推广”说满了
# %% [markdown] sample="memo" level="middling" points=3 lang="en"
# > Item 14 is turned back, items 3 and 19 to 22 are reprinted. Alpha of assurance is {{rescued:.2f}}. Item 9 stays, since it shows whether statements are right. The questionnaire can be trusted and rolled out to all branches.
#
# - 2 points: three faults, each with a remedy
# - 0 points: neither interval nor n
# - 1 point: item 9 stays, with reason
# - 0 points: "rolled out" claims too much
# %% [markdown] sample="memo" level="strong" points=5 lang="zh"
# > {{len(answers) - len(read)}}张没看题的答卷另放，印错的两处重印再试，第14题转回来。保证性α＝{{rescued:.2f}}，区间从{{reliability.alpha(four.assign(q14=8 - four["q14"]))["low"]:.2f}}到{{reliability.alpha(four.assign(q14=8 - four["q14"]))["high"]:.2f}}，{{len(read)}}人。第9题单独列，去查账。只有一个网点，维度有几个、别家怎样，都说不了。
#
# - 2分：毛病和办法都有
# - 1分：有区间和人数
# - 1分：第9题单独列
# - 1分：说清说不了的
# %% [markdown] sample="memo" level="strong" points=5 lang="en"
# > {{len(answers) - len(read)}} careless sheets are set apart, the two misprints tried again, item 14 turned back. Alpha of assurance is {{rescued:.2f}}, interval {{reliability.alpha(four.assign(q14=8 - four["q14"]))["low"]:.2f}} to {{reliability.alpha(four.assign(q14=8 - four["q14"]))["high"]:.2f}}, {{len(read)}} people. Item 9 is listed on its own, and the books are checked. With one branch only, neither the number of dimensions nor other branches can be spoken of.
#
# - 2 points: faults and remedies
# - 1 point: interval and n
# - 1 point: item 9 on its own
# - 1 point: says what it cannot say
