# %% [markdown] lang="zh"
# # 14 综合实训
#
# **用时**：480分钟，四到六人一组；一个人做，约720分钟，可以分几天。
#
# 早上九点，你们组收到一封委托信：“我们有八个单位，两年的记录。都说服务变差了，没人说得清是哪里、从什么时候、为什么。傍晚请来讲八分钟。”
#
# **本课回答**
# - 八小时里，谁做什么，交哪十件，用得上哪一课？
# - 100分怎么评：哪些机器评，哪些人评？
# - 学了十三课，第01课的五个问题现在怎么答？
#
# **学习目标**（全课程的目标，这一课一起用）
# - 知识目标：解释金融服务质量（K1）；分析客户满意度与客户忠诚度的关系（K2）；分析个性化模式的实践意义（K3）；熟练掌握客户关系维护的内容与方法（K4）；说明分歧、冲突与失误的诊断和处理（K5）。
# - 技能目标：评价机构的服务质量（S1）；调查客户满意度（S2）；有针对性地维护客户（S3）；建立和完善客户营销档案（S4）；处理异议（S5a）、拒绝（S5b）、投诉（S5c），补救服务失误（S5d）。
# %% [markdown] lang="en"
# # 14 Comprehensive training
#
# **Time:** 480 minutes in teams of four to six; alone about 720, over several days if you like.
#
# Nine in the morning. Your team gets a letter: "We have eight units and two years of records. Everybody says that service has become worse. Nobody can say where, since when, or why. Please come and tell us this evening, in eight minutes."
#
# **Questions of this lesson**
# - In eight hours, who does what, which ten things are due, and which lesson helps with each?
# - Who gives the 100 points: what does the program mark, and what do people?
# - After thirteen lessons, how do you answer the five questions of lesson 01?
#
# **Objectives** (of the whole course, used together)
# - Knowledge: explain financial service quality (K1); analyse how customer satisfaction and customer loyalty relate (K2); analyse the practical significance of the personalised service model (K3); master the content and methods of customer relationship maintenance (K4); explain how disagreements, conflicts and failures are diagnosed and handled (K5).
# - Skills: evaluate an institution's service quality (S1); survey customer satisfaction (S2); maintain customers in a targeted way (S3); build and complete customer marketing files (S4); handle objections (S5a), refusals (S5b) and complaints (S5c), and remedy service failures (S5d).
# %% [markdown] lang="zh"
# ## 1 任务
#
# > “您问我哪里不好？我只知道上个月打了三回电话。”（一位客户）
# >
# > “我们天天加班，表上怎么还是红的？”（一位班组长）
# >
# > （两个人都是虚构的，不指哪一家）
#
# **档案B07**
# - **已知**：2025年3月少了窗口、多了业务，等候和失约跟着上来（第11课）；送礼品没有补上客户丢的东西（第13课）。
# - **已知**：2025年10月起，发薪日的窗口、机器和承诺同时改，投诉率下来了（第13课）；平日还是两个窗口（第11课）。
# - **未知**：回没回到从前？这一套方法，换一家机构还管用吗？
#
# 今天换一家。机构四选一：银行网点（`bank`）、手机银行（`mobile`）、证券公司（`securities`）、保险公司（`insurer`）。在终端里运行，`A1`换成自己的组名：
#
# `fsq-lab audit new A1 --institution bank --member 甲 --member 乙 --member 丙 --member 丁 --lang zh`
#
# 一个人做，加`--alone`。它建好一个文件夹：任务书、分工、时间表、十件的空表、七张数据表、一个笔记本。数据由组名和机构算出来，每组一份，各有一处麻烦，前面各课都没有讲过。
#
# **停一下，想一想**。别的组和你们是同一种机构，抄他们的数行不行？
#
# <details><summary>回应</summary>
#
# 不行：数据不同，出事的单位和月份多半也不同，机器按你们自己的数据算。可以借的是方法：怎么画图，怎么想出另一种解释。
#
# </details>
# %% [markdown] lang="en"
# ## 1 The task
#
# > "What is wrong, you ask? I only know that I had to call three times last month." (A customer)
# >
# > "We work late every day. Why is the dashboard still red?" (A team leader)
# >
# > (Both are invented; no real institution is meant.)
#
# **File B07**
# - **Known:** in March 2025 it lost a window and gained business; waits and broken promises followed (lesson 11). Gifts did not give back what customers had lost (lesson 13).
# - **Known:** from October 2025 the payday window, a machine and the promise changed together, and the complaint rate came down (lesson 13); ordinary days still have two windows (lesson 11).
# - **Not known:** is it back to where it was? Does the method work for another institution?
#
# Today it is another institution, one of four: bank branches (`bank`), a mobile bank (`mobile`), a securities company (`securities`) or an insurer (`insurer`). Run this in a terminal, with your own team's name for `A1`:
#
# `fsq-lab audit new A1 --institution bank --member Ann --member Bo --member Cai --member Dan --lang en`
#
# Working alone, add `--alone`. It lays out a folder with a brief, roles, a timeline, empty forms of all ten deliverables, seven tables and a notebook. The data follow from the team's name and institution; every team has its own, with one trouble in them that no lesson has told.
#
# **Stop and judge.** Another team has the same kind of institution. Could you copy its figures?
#
# <details><summary>Reply</summary>
#
# No. The data differ, most likely down to the unit and the month of the trouble, and the program works with your own. What you may borrow is method: how to draw it, how to think of a rival explanation.
#
# </details>
# %% [markdown] lang="zh"
# ## 2 分工、轮换和时间
#
# 六个角色：组长、调研员、数据分析员、客户经理、投诉专员、合规与隐私专员。分三段，每段结束往下轮一个，每个人做过三个，每个角色一直有人；五个人的，组长兼合规，四个人的，调研员还兼投诉。`00_roles.md`里已经按成员排好，质量日志里签名。
#
# | 时间 | 做什么 | 交哪件 |
# |---|---|---|
# | 第1小时 | 定问题和标准；指标树、判断矩阵 | 01 |
# | 第2小时 | 问卷、样本量、知情同意书 | 01、02 |
# | 第3小时 | 数据说明、质量日志；**第一次轮换** | 03 |
# | 第4小时 | 信度、差距（gap）、重要性与绩效（IPA）、Kano、模糊评价 | 04 |
# | 第5小时 | 满意与忠诚、分群；十份档案 | 05、06 |
# | 第6小时 | 三个层级的维护方案；**第二次轮换** | 07 |
# | 第7小时 | 话术，角色扮演 | 08 |
# | 第8小时 | 诊断和整改；答辩、反思、互评 | 09、10 |
#
# 精确到分钟的时间表在`00_timeline.md`，一个人做的12小时也在那里：表格少填几行，档案四份，每段做两个角色，互评系数是1。
#
# **轮到你**：先不看数据，写一句话交给组长：“看到什么，我们就认错？”这一句就是01里的一节。
# %% [markdown] lang="en"
# ## 2 Roles, rotation, time
#
# Six roles: lead, field researcher, data analyst, relationship manager, complaint officer, compliance and privacy officer. There are three stages; after each everybody moves down by one, so that each has held three and no role is ever empty. In a team of five the lead also does compliance; in a team of four the researcher also does complaints. `00_roles.md` has it worked out for your members; the quality log is where you sign.
#
# | When | What | Due |
# |---|---|---|
# | hour 1 | problem and standard; indicator tree, judgements | 01 |
# | hour 2 | questionnaire, sample size, consent form | 01, 02 |
# | hour 3 | codebook, quality log; **first rotation** | 03 |
# | hour 4 | reliability, gaps, importance-performance analysis (IPA), Kano, fuzzy verdict | 04 |
# | hour 5 | satisfaction and loyalty, segments; ten files | 05, 06 |
# | hour 6 | a plan for three tiers; **second rotation** | 07 |
# | hour 7 | scripts, role plays | 08 |
# | hour 8 | diagnosis and fix; defence, reflection, peer rating | 09, 10 |
#
# `00_timeline.md` has it to the minute, and the 12 hours of whoever works alone: fewer rows, four files, two roles in each stage, and a peer factor of 1.
#
# **Your turn.** Before you look at any data, write one sentence for the lead: "What would prove us wrong?" It is a section of deliverable 01.
# %% [markdown] lang="zh"
# ## 3 先在别人的桌上试一试
#
# 萤火组（Firefly）是虚构的，审计一家信用卡中心；这种机构只给样例用，不会透露你们的麻烦。现在是它第一天早上：文件夹刚建好。
# %% [markdown] lang="en"
# ## 3 Try it at another team's desk
#
# Team Firefly is invented and audits a credit card centre, an institution used for samples alone, so it tells nothing about your own trouble. It is their first morning: the folder has just been laid out.
# %%
from fsq_lab import sample_team

firefly = sample_team("good")
desk = firefly.desk()
# %% [markdown] lang="zh"
# 你们自己的笔记本写的是`desk = open_desk("..")`，以后都一样。读进问卷：
# %% [markdown] lang="en"
# In your own notebook it says `desk = open_desk("..")`; from there on it is the same. Load the survey:
# %%
survey = desk.load("survey")
survey.groupby("unit").size().rename("n")
# %% [markdown] lang="zh"
# 要交的数之一，是**感知**（perception）那一边**可靠性**（reliability，第5到9题）的系数α。组里有人这样算，交了上去：
# %% [markdown] lang="en"
# One of the figures due is alpha of perceived reliability (items 5 to 9). Somebody in the team works it out like this and hands it in:
# %%
from fsq_lab import reliability

side = "expectation"
items = survey[[f"{side}_{number}" for number in range(5, 10)]]
desk("alpha", reliability.alpha(items)["alpha"])
# %%
desk.check("analysis")
# %% [markdown] lang="zh"
# 这和在终端里运行`fsq-lab audit check`说的一样。交了不算数，它说了才算。
#
# **改一个词，再运行**：把`expectation`换成`perception`，运行这两格。
#
# <details><summary>对照</summary>
#
# α是{{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["alpha"]:.3f}}（区间从{{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["low"]:.3f}}到{{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["high"]:.3f}}，n＝{{int(reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["n_used"])}}），得2分。重新交会盖掉原来的数，想改几次就改几次。
#
# </details>
#
# 表单也能查。空文件夹的“工具与样本”：
# %% [markdown] lang="en"
# In a terminal `fsq-lab audit check` says the same. Handing a figure in earns nothing until the check agrees.
#
# **Change a word and run again:** replace `expectation` with `perception` and run both cells.
#
# <details><summary>Compare</summary>
#
# Alpha is {{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["alpha"]:.3f}} (interval {{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["low"]:.3f}} to {{reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["high"]:.3f}}, n = {{int(reliability.alpha(survey[[f"perception_{number}" for number in range(5, 10)]])["n_used"])}}) and earns 2 points. A figure handed in again replaces the one before, as often as you like.
#
# </details>
#
# Forms are checked as well. "Instrument and sample" in the empty folder:
# %%
desk.check("instrument")
# %% [markdown] lang="zh"
# **可以说：机器按自己组的数据算，说得出错在哪一种想法，也说得出还缺什么。**
#
# ## 4 十件，各用哪一课
#
# 编号点开就是那一课；“练习”后面是题号。
#
# | 编号 | 交什么 | 课文 | 练习 |
# |---|---|---|---|
# | 01 | 评价计划、指标树、AHP权重 | [02](02_good_service.ipynb)第2、5、8节；[05](05_verdict.ipynb)第8、9节 | [02](../../exercises/zh/02_good_service/02_good_service.ipynb)第5、7题；[05](../../exercises/zh/05_verdict/05_verdict.ipynb)第9、10题 |
# | 02 | 问卷、知情同意书 | [03](03_servqual.ipynb)第2节；[06](06_satisfaction_survey.ipynb)第2、8、9节 | [06](../../exercises/zh/06_satisfaction_survey/06_satisfaction_survey.ipynb)第1、4、12题 |
# | 03 | 数据说明、质量日志 | [04](04_reliability.ipynb)第1节；06第5节 | [04](../../exercises/zh/04_reliability/04_reliability.ipynb)第1、3题；06第5题 |
# | 04 | 评价报告 | 03第3、6、7节；04第2、7节；05第5、10、11节；[01](01_changing_for_you.ipynb)第9节 | [03](../../exercises/zh/03_servqual/03_servqual.ipynb)第1、5题；05第1、8、11题 |
# | 05 | 满意与忠诚、分群 | [07](07_satisfaction_loyalty.ipynb)第4、10节；06第7节；[08](08_personalised_mode.ipynb)第4、6、7节 | [07](../../exercises/zh/07_satisfaction_loyalty/07_satisfaction_loyalty.ipynb)第4、9题；[08](../../exercises/zh/08_personalised_mode/08_personalised_mode.ipynb)第5、8题 |
#
# **停一下**。哪一件放到最后最好写，却必须最先写？
#
# <details><summary>回应</summary>
#
# 01里的“什么会推翻结论”。看过数据再写，写的就是已经看到的。
#
# </details>
#
# | 编号 | 交什么 | 课文 | 练习 |
# |---|---|---|---|
# | 06 | 十份档案、隐私说明 | [10](10_customer_files.ipynb)第2、4、5、9节 | [10](../../exercises/zh/10_customer_files/10_customer_files.ipynb)第1、3、8、11题 |
# | 07 | 三个层级的维护方案 | 08第8、9节；[09](09_maintaining_relationships.ipynb)第7、9、10节 | [09](../../exercises/zh/09_maintaining_relationships/09_maintaining_relationships.ipynb)第6、8、9题 |
# | 08 | 话术、角色扮演 | [12](12_objections_refusals_complaints.ipynb)第2、4、6、7、8节；[13](13_service_recovery.ipynb)第2、5节 | [12](../../exercises/zh/12_objections_refusals_complaints/12_objections_refusals_complaints.ipynb)第4、5、7、12题；[13](../../exercises/zh/13_service_recovery/13_service_recovery.ipynb)第9题 |
# | 09 | 失误的诊断和整改 | [11](11_disagreement_conflict_failure.ipynb)第6、7、8、11节 | [11](../../exercises/zh/11_disagreement_conflict_failure/11_disagreement_conflict_failure.ipynb)第6、7、11题 |
# | 10 | 答辩、反思 | 01第10节，各课的小结 | 本课第8节 |
#
# 前面没有单独教过的三样：数据说明、质量日志、知情同意书。
#
# <details><summary>每样一行，照着写</summary>
#
# - 数据说明：`survey`｜`nps`｜愿不愿意推荐｜0到10｜缺9个。表、列、含义、取值、缺失，缺一样别人就看不懂。
# - 质量日志：第6题常空｜`survey`，380行｜当作没有经历过，不填数｜α的n从380变成308｜数据分析员。规则先定，再看结果变了多少。
# - 知情同意书四节：为什么问您（“只用来改进服务，不推销”）；记什么、不记什么（“不记姓名、卡号和电话”）；留多久、谁看得到（“留到6月30日，只有分析员和合规专员看得到”）；不同意和撤回（“不答没有任何影响”）。
#
# 全文在第7节萤火组的02和03。
#
# </details>
#
# **可以说：大多数要交的，课上教过、题里练过；数据说明、质量日志、同意书照样例写。实训考的是把它们连起来。**
#
# ## 5 机器评的37分
#
# | 项目 | 机器看什么 | 分 |
# |---|---|---|
# | 分析的正确性 | 十二个数，和批改练习同一个程序 | 25 |
# | 工具与样本 | 行数、权重和矩阵对不对得上、样本量、同意书、数据说明 | 7 |
# | 档案与隐私 | 份数、必填字段、不许留的列、隐私说明 | 5 |
#
# 十二个数里，前面错了，后面按自己那个错的数算对，后面照样得分。机器只数写没写，不评写得好不好。
#
# 两件事会把整项变成0分：文件夹里哪一处出现像真的个人信息（“档案与隐私”），话术里承诺收益、淡化风险（“角色扮演”）。**做一做**：下面三句，机器会拦哪几句？先想，再点开。
#
# “我：这只产品不保本，可能亏。”“我：这只稳赚。”“客户：你们保本吗？”
#
# <details><summary>对照</summary>
#
# 只拦第二句。第一句说的是“不保本”，第三句是客户问的。机器只认得常见的说法：“历史上没有一个亏的”它就认不出，评委照样算0分。转述或者更正别人的话（“您说有人保证收益，我记下来”），机器只请评委看一看。
#
# </details>
# %% [markdown] lang="en"
# **What we can say: the program works with the team's own data, says what went wrong in a wrong answer, and what is missing.**
#
# ## 4 Ten deliverables, and the lesson for each
#
# A number opens that lesson or exercise.
#
# | No. | Due | Lessons | Exercises |
# |---|---|---|---|
# | 01 | plan, indicator tree, AHP weights | [02](02_good_service.ipynb) sections 2, 5, 8; [05](05_verdict.ipynb) sections 8, 9 | [02](../../exercises/en/02_good_service/02_good_service.ipynb) q. 5, 7; [05](../../exercises/en/05_verdict/05_verdict.ipynb) q. 9, 10 |
# | 02 | instrument, consent form | [03](03_servqual.ipynb) section 2; [06](06_satisfaction_survey.ipynb) sections 2, 8, 9 | [06](../../exercises/en/06_satisfaction_survey/06_satisfaction_survey.ipynb) q. 1, 4, 12 |
# | 03 | codebook, quality log | [04](04_reliability.ipynb) section 1; 06 section 5 | [04](../../exercises/en/04_reliability/04_reliability.ipynb) q. 1, 3; 06 q. 5 |
# | 04 | evaluation report | 03 sections 3, 6, 7; 04 sections 2, 7; 05 sections 5, 10, 11; [01](01_changing_for_you.ipynb) section 9 | [03](../../exercises/en/03_servqual/03_servqual.ipynb) q. 1, 5; 05 q. 1, 8, 11 |
# | 05 | satisfaction, loyalty, segments | [07](07_satisfaction_loyalty.ipynb) sections 4, 10; 06 section 7; [08](08_personalised_mode.ipynb) sections 4, 6, 7 | [07](../../exercises/en/07_satisfaction_loyalty/07_satisfaction_loyalty.ipynb) q. 4, 9; [08](../../exercises/en/08_personalised_mode/08_personalised_mode.ipynb) q. 5, 8 |
#
# **Stop and judge.** Which one would be easiest to write last, yet must be written first?
#
# <details><summary>Reply</summary>
#
# "What would refute it", in deliverable 01. Written after the data, it says what you have seen already.
#
# </details>
#
# | No. | Due | Lessons | Exercises |
# |---|---|---|---|
# | 06 | ten files, privacy note | [10](10_customer_files.ipynb) sections 2, 4, 5, 9 | [10](../../exercises/en/10_customer_files/10_customer_files.ipynb) q. 1, 3, 8, 11 |
# | 07 | plan for three tiers | 08 sections 8, 9; [09](09_maintaining_relationships.ipynb) sections 7, 9, 10 | [09](../../exercises/en/09_maintaining_relationships/09_maintaining_relationships.ipynb) q. 6, 8, 9 |
# | 08 | scripts, role plays | [12](12_objections_refusals_complaints.ipynb) sections 2, 4, 6, 7, 8; [13](13_service_recovery.ipynb) sections 2, 5 | [12](../../exercises/en/12_objections_refusals_complaints/12_objections_refusals_complaints.ipynb) q. 4, 5, 7, 12; [13](../../exercises/en/13_service_recovery/13_service_recovery.ipynb) q. 9 |
# | 09 | diagnosis and fix | [11](11_disagreement_conflict_failure.ipynb) sections 6, 7, 8, 11 | [11](../../exercises/en/11_disagreement_conflict_failure/11_disagreement_conflict_failure.ipynb) q. 6, 7, 11 |
# | 10 | defence, reflection | 01 section 10, every summary | section 8 below |
#
# Three things have not been taught by themselves: codebook, quality log and consent form.
#
# <details><summary>A line of each, as a model</summary>
#
# - Codebook: `survey` | `nps` | would recommend | 0 to 10 | 9 missing. Table, column, meaning, values, gaps: without one of these nobody else can read the data.
# - Quality log: item 6 is often empty | `survey`, 380 rows | taken as no experience, not filled in | n of alpha from 380 to 308 | analyst. The rule comes first, then what it changed.
# - Consent form, four headings: why we ask you ("to improve the service; nothing is sold"); what is kept and what is not ("no name, no card number, no telephone"); how long, and who sees it ("until 30 June; the analyst and the compliance officer alone"); saying no and withdrawing ("not answering has no consequence").
#
# Firefly's 02 and 03 (section 7) have all of them in full.
#
# </details>
#
# **What we can say: most deliverables have been taught in a lesson and practised in a question; codebook, quality log and consent form follow the sample. The training is about joining them.**
#
# ## 5 The program's 37 points
#
# | Line | What it looks at | Points |
# |---|---|---|
# | correctness of analysis | twelve figures, marked as in the exercises | 25 |
# | instrument and sample | rows, whether weights follow from judgements, sample size, consent form, codebook | 7 |
# | files and privacy | number of files, required fields, columns that may not be kept, privacy note | 5 |
#
# If an earlier figure is wrong and a later one is right given your own, the later one earns full marks. The program sees whether something is written, not whether it is good.
#
# Two things make a whole line 0: anything in the folder that looks like a living person's data ("files and privacy"), and a script that promises returns or plays down risk ("role plays"). **Try it.** Which of these three does the program stop? Think first, then open the reply.
#
# "Me: Nobody can guarantee a return." "Me: This one is risk-free." "Customer: Is my principal safe?"
#
# <details><summary>Compare</summary>
#
# Only the second. The first denies it, and in the third the customer asks. The program knows usual wordings alone. It misses "It has gone up every year, so you can relax"; the jury makes that 0 all the same. Where somebody else's words are told or corrected ("You say you were promised a return; I am writing that down"), it only asks the jury to have a look.
#
# </details>
# %% [markdown] lang="zh"
# **可以说：100分里37分由机器评，每一分都查得到依据；其余63分要靠人读。**
#
# ## 6 人评的63分
#
# 教师评48分：问题与标准10，题目和抽样8，解读15，隐私说明5，维护方案10。评委评15分：四场角色扮演10，答辩和轮换5。
#
# 教师用`fsq-lab audit sheet A1`写出一份Excel：机器的分已经填好，教师填“得分”一列，评委填jury表，其余是公式；改过再写，填过的分还在。一个人做又请不到评委的，其余85分折算成100。互评在peer表：每个人给其他人打1到5分，
#
# 个人成绩＝小组成绩×系数，系数＝本人得到的平均÷全组的平均，限在0.8到1.1之间。 [TRAINING]
#
# **停一下，想一想**。四个人互相都打5分，系数是多少？
#
# <details><summary>回应</summary>
#
# 都是1。系数看的是和全组平均比，人人满分等于没有评。
#
# </details>
#
# ## 7 样例：他们得了几分，为什么
#
# 傍晚，萤火组交了。每一项得了几分，谁评的，为什么：
# %% [markdown] lang="en"
# **What we can say: 37 of 100 points come from the program, each with its reason; the other 63 need somebody who reads.**
#
# ## 6 The 63 points that people give
#
# The teacher marks 48: problem and standard 10, items and sampling 8, interpretation 15, privacy note 5, plan 10. The jury marks 15: four role plays 10, defence and rotation 5.
#
# With `fsq-lab audit sheet A1` the teacher writes an Excel workbook: the program's points stand in it, the teacher fills the column of points, the jury its own sheet, and the rest are formulas. A new one keeps the marks typed before. For one learner without a jury, the other 85 points are scaled to 100. In the peer sheet everybody rates the others from 1 to 5:
#
# a member's mark = the team's mark × a factor; the factor is the mean that the member received ÷ the mean of the team, kept between 0.8 and 1.1. [TRAINING]
#
# **Stop and judge.** Four members give each other a 5. What is the factor?
#
# <details><summary>Reply</summary>
#
# 1 for everybody. It compares with the team's own mean; if everybody gets full marks, nobody has been rated.
#
# </details>
#
# ## 7 Samples: what they earned, and why
#
# In the evening Firefly has handed in. What each line earned, who marked it, and why:
# %%
firefly.marks()
# %% [markdown] lang="zh"
# 看其中一件，诊断：
# %% [markdown] lang="en"
# One deliverable of it, the diagnosis:
# %%
firefly.paper("09")
# %% [markdown] lang="zh"
# **停一下，想一想**。没有得满的那几分，换了你怎么写？
#
# <details><summary>例如</summary>
#
# 01扣的1分：“出信号的组，抽测时间的平均比从前多不到2分钟，我们就错了。”09扣的1分：别的组“账单看不懂”占的比例，同样前后各算一次，写上n。
#
# </details>
#
# 别的九件换一换编号就看得到。整个文件夹和评分表：`fsq-lab audit sample good --lang zh`。
# %% [markdown] lang="en"
# **Stop and judge.** Where points are missing, what would you have written?
#
# <details><summary>For instance</summary>
#
# The point off in 01: "If the mean sampled time at the group that signals is less than 2 minutes longer than before, we are wrong." The point off in 09: the share of "bill unclear" in the other groups, before and after, with its n.
#
# </details>
#
# Change the number to see the other nine. For the whole folder with its sheet: `fsq-lab audit sample good --lang en`.
# %%
sparrow = sample_team("middling")
sparrow.marks()
# %%
sparrow.paper("09")
# %% [markdown] lang="zh"
# 麻雀组（Sparrow）得分中等：数算得快，可是按件数认定了最大的单位。**轮到你**：写一句话，只改一处，能让它多得最多的分。
#
# <details><summary>对照</summary>
#
# 除以业务量，再和界限比：`rates`和`signal`各3分，诊断那6分也有了着落。`slower`按它自己那个错的信号算是对的，已经得分。
#
# </details>
#
# **可以说：两组差的不是文笔，是分母（denominator）、区间和另一种解释。**
#
# **到这里，动手实训**：`fsq-lab audit new`，从`00_brief.md`读起。第8、9节等答辩以后回来做。
#
# ## 8 回到“因您而变”
#
# （答辩以后做。）第01课你答过五个问题，那时什么理论也没有学。先不看，再答一遍：
# %% [markdown] lang="en"
# Team Sparrow is middling: quick with figures, and by its counts the largest unit is to blame. **Your turn.** Write one sentence: which single change would earn it most?
#
# <details><summary>Compare</summary>
#
# Dividing by the business, and holding it against limits: `rates` and `signal` are worth 3 each, and most of the 6 for the diagnosis depend on them. `slower` is right given its own wrong signal and has earned its points already.
#
# </details>
#
# **What we can say: what separates the two is not style but denominators, intervals and a rival explanation.**
#
# **The training starts here:** run `fsq-lab audit new` and begin with `00_brief.md`. Come back for sections 8 and 9 after the defence.
#
# ## 8 Back to "Changing for You"
#
# (After the defence.) In lesson 01 you answered five questions before any theory. Do not look them up; answer once more:
# %%
again = ["d1-quality", "d2-loyalty", "d3-personal", "d4a-maintenance", "d4b-troubles"]
take_quiz("14_training", items=again)
# %% [markdown] lang="zh"
# 运行下一格：第一稿、这一稿、评分办法并排。没有保存过第一稿的，只看得到题和评分办法，写在纸上的拿出来对。
# %% [markdown] lang="en"
# Run the next cell: first answer, new answer and scheme side by side. If no first answer was kept you see question and scheme; take out your sheet if you wrote on paper.
# %%
first_answers("01_changing_for_you", items=again, again="14_training")
# %% [markdown] lang="zh"
# 两稿都按四分评，把0换成你给的分，再运行。
# %% [markdown] lang="en"
# Mark both by the four points: put your marks in place of the zeros and run again.
# %%
five = ["D1", "D2", "D3", "D4a", "D4b"]
marks = pd.DataFrame({"first_mark": [0, 0, 0, 0, 0], "mark_now": [0, 0, 0, 0, 0]}, index=five)
marks.assign(gained=marks["mark_now"] - marks["first_mark"])
# %% [markdown] lang="zh"
# 两稿用的是第01课的同一把尺，第一稿也拿得到满分。这几分只给自己看。再补问一句，不计分：D4b里你的诊断，什么会推翻它？
#
# 哪一题多得最少，回到那一课：D1看02、03，D2看07，D3看08，D4a看09、10，D4b看11到13。
#
# 案例说，优质、高效的服务是立足点。第01课我们接的是：先量，再说好。现在轮到你写自己的结尾：
# %% [markdown] lang="en"
# Both are marked by lesson 01's own four points, all of which a first answer could earn; the marks are for you alone. One more question, without marks: what would refute your diagnosis in D4b?
#
# Where you gained least, go back: for D1 to lessons 02 and 03, D2 to 07, D3 to 08, D4a to 09 and 10, D4b to 11, 12 and 13.
#
# The case calls good, efficient service the basis of any institution. In lesson 01 we added: measure first, then call it good. Now write an ending of your own:
# %%
take_quiz("14_training", items=["own-ending"])
# %% [markdown] lang="zh"
# **可以说：十三课以后，同一个案例我问得出更多，也更清楚它没有说什么。**
#
# ## 9 档案B07，结案
#
# 12个网点的档案，最后看一次B07的投诉率，每万笔几件：
# %% [markdown] lang="en"
# **What we can say: after thirteen lessons I can ask the same case more, and see better what it leaves out.**
#
# ## 9 File B07 is closed
#
# The file covers 12 branches. A last look at B07's complaints per 10,000 transactions:
# %%
from fsq_lab import rates

months = rates.counted(load("complaints_log"), load("branch_months"))
spans = [("2024-01", "2025-02"), ("2025-04", "2025-09"), ("2025-10", "2025-12")]
each = [rates.by_group(months[months["month"].between(*span)]).loc["B07"] for span in spans]
back = rates.compare(*each[2][["count", "exposure"]], *each[0][["count", "exposure"]])
late = months.query("branch == 'B07' and month >= '2025-10'")
each_month = (10_000 * late["complaints"] / late["transactions"]).tolist()
pd.DataFrame(each, index=[" … ".join(span) for span in spans])[["rate", "low", "high", "count"]].round(1)
# %% [markdown] lang="zh"
# 2025年3月是窗口关掉的那个月，两边都不算。最后三个月，每万笔依次是{{each_month[0]:.1f}}、{{each_month[1]:.1f}}、{{each_month[2]:.1f}}件。
#
# 这条线是怎样一步步查出来的，换成你自己的机构，就是这样几问：
#
# | 在B07做过的 | 在你的机构问 |
# |---|---|
# | 检查表和客户说的不一样（02、03） | 谁说好，凭哪一张表，客户怎么说？ |
# | 尺子、样本、选法，一样样查过（04—06） | 换一种量法、问法、算法，结论还在吗？ |
# | 留下来的，有代发或房贷的比别家多（07） | 留下来的，是愿意还是没办法？ |
# | 没有绑住的，失误以后三个月里走（08、09，全行） | 谁走得了，走了几个？ |
# | 档案里找线索，用记录一环一环对（10、11） | 从哪个月起，别处有没有，什么会推翻？ |
# | 丢了什么还什么（12、13） | 投诉又来了几成，走了的人算进去没有？ |
# | 改了以后再数一次（13、14） | 哪一天、看哪个数，算改好？ |
# %% [markdown] lang="en"
# March 2025, the month in which the window closed, is in neither. The last three months had {{each_month[0]:.1f}}, {{each_month[1]:.1f}} and {{each_month[2]:.1f}}.
#
# How it was found out step by step becomes a list of questions for your own institution:
#
# | At B07 | Ask at your institution |
# |---|---|
# | checklist and customers disagreed (02, 03) | Who says it is good, by which list, and what do customers say? |
# | ruler, sample and choices were checked (04-06) | Does the finding survive another measure, sample or method? |
# | more of those who stayed were tied by payroll or a mortgage (07) | Do those who stay want to, or have they no choice? |
# | across the bank, those free to go went within three months of a failure (08, 09) | Who can leave, and how many did? |
# | files gave the clue, records tested it link by link (10, 11) | Since which month, is it so elsewhere, what would refute it? |
# | give back what was lost (12, 13) | How many came back, and were those who left counted? |
# | after the change, count again (13, 14) | On which day, by which figure, is it mended? |
# %%
take_quiz("14_training", items=["own-institution"])
# %% [markdown] lang="zh"
# **档案B07，最后一行**：2025年10月到12月，每万笔{{each[2]["rate"]:.1f}}件（区间从{{each[2]["low"]:.1f}}到{{each[2]["high"]:.1f}}），4月到9月是{{each[1]["rate"]:.1f}}件，下来了；是2025年3月以前的{{back["ratio"]:.2f}}倍，区间从{{back["low"]:.2f}}到{{back["high"]:.2f}}，1还在里面：回没回到从前，还看不准。开窗口只在发薪日，平日还是两个。档案归档，写明下一次核对：2026年4月，那时数得满六个月（10月到3月）。
#
# **可以说：在B07，证据支持的是窗口、客户和承诺没有对上，不支持谁不用心；该改的是流程。**
#
# ## 小结
#
# 傍晚，你们这样开头：“我们说三句话：哪里、从什么时候、有多确定。再说一句：看到什么，我们就认错。”讲得出第四句，这门课就没有白学。
#
# **接下来**：把第9节的七问带回自己的机构：先要到许可，只看汇总的数，不碰客户的个人信息。
#
# **资料来源**：[TRAINING]本课程的评分办法，`course/training.yml`；两份样例是虚构的小组，数据合成，种子写在各份样例上。
# %% [markdown] lang="en"
# **File B07, the last line:** from October to December 2025 it had {{each[2]["rate"]:.1f}} complaints per 10,000 (interval {{each[2]["low"]:.1f}} to {{each[2]["high"]:.1f}}), against {{each[1]["rate"]:.1f}} from April to September: it came down. That is {{back["ratio"]:.2f}} times the rate before March 2025, {{back["low"]:.2f}} to {{back["high"]:.2f}}, which still holds 1: whether it is back there cannot be told. The third window opens on paydays alone; ordinary days still have two. The file is closed with the date of the next check: April 2026, when six months (October to March) can be counted.
#
# **What we can say: at B07 the evidence supports windows, customers and promises that did not fit, and not people who did not care; what needs mending is the process.**
#
# ## Summary
#
# In the evening you begin: "Three sentences: where, since when, how certain. And one more: what would prove us wrong." If you can say the fourth, the course has done its work.
#
# **Next:** take the seven questions of section 9 to your own institution: get permission first, look at totals alone, and leave customers' personal data where they are.
#
# **Sources:** [TRAINING] this course's own marking scheme, `course/training.yml`; both samples are by invented teams, with synthetic data whose seeds they name.
