"""Job descriptions (职位描述): what they say of duties, tools, people served, line of work, seniority and languages."""
