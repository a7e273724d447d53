"""What can be wrong with an upload or a study before the map library sees it."""

from tongchou.terms import Kind, Words

TOO_LARGE = Kind(
    "web.maps.too_large",
    Words(
        "“{name}”有 {found}，每个文件最多 {allowed}；请按县或按图层拆开再传。",
        "'{name}' is {found}; at most {allowed} a file. Split it by county or by layer.",
    ),
)
UNKNOWN_KIND = Kind(
    "web.maps.unknown_kind",
    Words(
        "“{found}”不是图层文件。可传：{allowed}；Shapefile 请把 .shp .shx .dbf .prj 压成一个 zip。",
        "'{found}' is no layer file. Bring {allowed}; zip the .shp .shx .dbf .prj of a shapefile.",
    ),
)
TOO_MANY = Kind(
    "web.maps.too_many",
    Words("一次最多传 {allowed} 个文件，现有 {found} 个。", "At most {allowed} files at a time; there are {found}."),
)
NOTHING = Kind(
    "web.maps.nothing",
    Words("请选至少一个图层文件。", "Choose at least one layer file."),
)
ONE_PLAN = Kind(
    "web.maps.one_plan",
    Words(
        "要比的规划至少两个，现在只有 {found} 个；再传一个，或勾选方案里已有的规划。",
        "At least two plans are compared; there is {found}. Bring another or tick one the programme has.",
    ),
)
SAME_NAME = Kind(
    "web.maps.same_name",
    Words("两个规划都叫“{found}”，请起不同的名字。", "Two plans are called '{found}'; name them differently."),
)
NO_FIELD = Kind(
    "web.maps.no_field",
    Words("请为“{found}”选一个用途代码字段。", "Choose the field of planned uses of '{found}'."),
)
FILE_GONE = Kind(
    "web.maps.file_gone",
    Words("文件“{found}”已不在服务器上，请重新上传。", "The file '{found}' is no longer here; bring it again."),
)
UNEXPECTED = Kind(
    "web.maps.unexpected",
    Words(
        "计算没有做完（{found}）。文件都还在，可以再试一次；还不行请把编号 {allowed} 告诉管理员。",
        "The work was not finished ({found}). The files are kept; try again, or give the number {allowed} to whoever "
        "looks after the system.",
    ),
)
