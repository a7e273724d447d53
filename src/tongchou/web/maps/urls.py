"""Which address of the map shows what."""

from django.urls import path

from tongchou.web.maps.views import ahead, atlas, roads, services, settlements, studies

urlpatterns = [
    path("p/<pack>/map/", atlas.atlas, name="map"),
    path("p/<pack>/map/roads/", roads.roads, name="map-roads"),
    path("p/<pack>/map/services/", services.services, name="map-services"),
    path("p/<pack>/map/settlements/", settlements.settlements, name="map-settlements"),
    path("p/<pack>/map/ahead/", ahead.ahead, name="map-ahead"),
    path("p/<pack>/map/plans/", studies.studies, name="map-studies"),
    path("p/<pack>/map/plans/<code>/", studies.study, name="map-study"),
    path("p/<pack>/map/plans/<code>/answer/", studies.answer, name="map-study-answer"),
    path("p/<pack>/map/plans/<code>/again/", studies.again, name="map-study-again"),
    path("p/<pack>/map/plans/<code>/follow/", studies.follow, name="map-study-follow"),
    path("p/<pack>/map/plans/<code>/tasks/", studies.hand_on, name="map-study-tasks"),
    path("p/<pack>/map/plans/<code>/conflicts/<number>/", studies.conflict, name="map-conflict"),
    path("p/<pack>/map/plans/<code>/files/<name>", studies.study_file, name="map-study-file"),
    path("p/<pack>/map/place/<place>/", atlas.place, name="map-place"),
    path("p/<pack>/map/layers/<layer>.json", atlas.shapes, name="map-shapes"),
    path("p/<pack>/map/layers/<layer>.pmtiles", atlas.tile_file, name="map-tiles"),
    path("p/<pack>/map/layers/<layer>/as/<form>", atlas.export, name="map-export"),
    path("p/<pack>/map/layers/<layer>/<path:code>/", atlas.feature, name="map-feature"),
]
