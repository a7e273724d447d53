"""Which address of the map shows what."""

from django.urls import path

from tongchou.web.maps.views import atlas

urlpatterns = [
    path("p/<pack>/map/", atlas.atlas, name="map"),
    path("p/<pack>/map/place/<place>/", atlas.place, name="map-place"),
    path("p/<pack>/map/layers/<layer>.json", atlas.shapes, name="map-shapes"),
    path("p/<pack>/map/layers/<layer>.pmtiles", atlas.tile_file, name="map-tiles"),
    path("p/<pack>/map/layers/<layer>/<path:code>/", atlas.feature, name="map-feature"),
]
