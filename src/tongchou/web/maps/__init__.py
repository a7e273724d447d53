"""One map in the browser: layers, figures on places, plans that contradict each other, roads, services.

What is drawn comes from the pack's layers (:mod:`~tongchou.web.maps.ground`), is sent as simplified GeoJSON or as
vector tiles (:mod:`~tongchou.web.maps.geometry`), and every page says the same in a table. Studies of uploaded layers
run beside the pages (:mod:`~tongchou.web.maps.work`).
"""
