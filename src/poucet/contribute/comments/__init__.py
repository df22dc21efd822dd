"""What residents say of an idea: for, against, a question, an experience; two levels, no race for applause."""
