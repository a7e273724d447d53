"""What a page of the models refuses by itself."""

from tongchou.terms import Kind, Words

NO_DAY = Kind(
    "web.decisions.no-day", Words("“{found}”不是日期，应如 2015-06-30。", "'{found}' is no date; write 2015-06-30.")
)
NO_NAME = Kind("web.decisions.no-name", Words("请给方案起个名字。", "Give the scenario a name."))
NO_FILE = Kind("web.decisions.no-file", Words("请选择要上传的 .xlsx 文件。", "Choose an .xlsx file to upload."))
LARGE_FILE = Kind(
    "web.decisions.large-file",
    Words("文件有 {found} MB，最多 {allowed} MB。", "{found} MB; at most {allowed}."),
)
