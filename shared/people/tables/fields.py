"""What the columns of a table of employees can mean, and what people call them in Chinese and English.

A table that is exported has these columns under their Chinese titles, so it can be imported as it stands.
"""

from shared.platform.tabular.mapping import Field
from shared.platform.tabular.model import words

NAME = Field("name", words("姓名", "Name"), ("员工姓名", "名字", "full name", "employee name"), required=True)
NUMBER = Field(
    "staff_number",
    words("工号", "Staff number"),
    ("员工编号", "员工号", "职工号", "人员编号", "employee number", "employee id", "staff no"),
)
DEPARTMENT = Field(
    "department", words("部门", "Department"), ("所属部门", "部门名称", "dept", "department name"), required=True
)
TITLE = Field(
    "title", words("职位", "Job title"), ("岗位", "职务", "岗位名称", "职位名称", "position", "job"), required=True
)
GRADE = Field("grade", words("职级", "Grade"), ("级别", "员工级别", "level", "employee grade"))
START = Field(
    "start_date",
    words("入职日期", "Start date"),
    ("入职时间", "到岗日期", "入职日", "hire date", "hired on", "date of joining"),
    required=True,
)
PROBATION = Field(
    "probation_until",
    words("试用期截止", "Probation until"),
    ("试用期至", "转正日期", "probation end", "end of probation"),
)
CENTRE = Field("cost_centre", words("成本中心", "Cost centre"), ("成本中心编码", "cost center"))
CITY = Field(
    "city", words("参保城市", "City of insurance"), ("社保城市", "缴纳城市", "社保缴纳地", "city"), required=True
)
BASE = Field(
    "base_salary",
    words("基本工资", "Base salary"),
    ("月基本工资", "底薪", "基本薪资", "base pay", "monthly salary"),
    required=True,
)
PERFORMANCE = Field("performance", words("绩效工资", "Performance pay"), ("绩效奖金", "variable pay", "bonus target"))
POST = Field("post_allowance", words("岗位津贴", "Post allowance"), ("岗位补贴",))
MEAL = Field("meal_allowance", words("餐费补贴", "Meal allowance"), ("餐补", "伙食补贴", "午餐补贴"))
SOCIAL_BASE = Field("social_base", words("社保基数", "Social insurance base"), ("社保缴费基数", "社会保险基数"))
FUND_BASE = Field("fund_base", words("公积金基数", "Housing fund base"), ("公积金缴存基数", "住房公积金基数"))
FUND_RATE = Field("fund_rate", words("公积金比例", "Housing fund rate"), ("公积金缴存比例", "住房公积金比例"))
ID_NUMBER = Field(
    "id_number", words("身份证号", "Identity number"), ("证件号码", "身份证号码", "身份证", "id number", "id card")
)
BIRTH = Field("birth_date", words("出生日期", "Date of birth"), ("生日", "出生年月日", "birthday"))
SEX = Field("sex", words("性别", "Sex"), ("gender",))
PHONE = Field("phone", words("手机号", "Phone"), ("电话", "手机", "联系电话", "手机号码", "mobile", "phone number"))
MAIL = Field("email", words("邮箱", "E-mail"), ("电子邮箱", "电子邮件", "e mail", "mail"))
ADDRESS = Field("address", words("住址", "Address"), ("家庭住址", "现住址", "联系地址", "home address"))
STATUS = Field("status", words("状态", "Status"), ("员工状态", "在职状态", "是否在职"))
LAST_DAY = Field(
    "last_day", words("最后工作日", "Last day"), ("离职日期", "离职时间", "leave date", "termination date")
)

FIELDS = (
    NUMBER,
    NAME,
    DEPARTMENT,
    TITLE,
    GRADE,
    START,
    PROBATION,
    CENTRE,
    CITY,
    BASE,
    PERFORMANCE,
    POST,
    MEAL,
    SOCIAL_BASE,
    FUND_BASE,
    FUND_RATE,
    ID_NUMBER,
    BIRTH,
    SEX,
    PHONE,
    MAIL,
    ADDRESS,
    STATUS,
    LAST_DAY,
)
STATUSES = {
    "preboarding": words("待入职", "preboarding"),
    "active": words("在职", "active"),
    "left": words("已离职", "left"),
    "withdrawn": words("未入职", "withdrawn"),
}
"""How a status stands in a table."""
ACTIVE = frozenset({"在职", "active", "是", "yes", "试用", "试用期", "转正", "正式"})
"""What a table says of somebody who works here."""
PAY = {BASE: "fixed", PERFORMANCE: "variable", POST: "allowance", MEAL: "allowance"}
"""The columns of pay, a month and in yuan, by the salary component that they are named after."""
