"""Binder's way in: an address for each language that sets JupyterLab's menus and opens a chapter.

A Jupyter server extension, switched on by ``binder/postBuild``. On Binder every visitor has a server of his own, so
that one visitor's language is nobody else's; the course itself (`fsq-lab open`) does not use it.
"""

from pathlib import Path
from typing import Any

from fsq_lab.ground.course import ADDRESS
from fsq_lab.ground.language import LANGUAGES, CourseError
from fsq_lab.learner import workspace


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    from jupyter_server.base.handlers import JupyterHandler
    from jupyter_server.utils import url_path_join
    from tornado.web import HTTPError, authenticated

    class OpenChapter(JupyterHandler):  # type: ignore[misc,unused-ignore]
        @authenticated
        def get(self, language: str, chapter: str) -> None:
            from jupyterlab.commands import get_user_settings_dir

            try:
                path = workspace.chapter_path(chapter, language)
            except CourseError as error:
                raise HTTPError(404, str(error)) from error
            workspace.set_interface_language(Path(get_user_settings_dir()), language)
            self.redirect(url_path_join(self.base_url, "lab/tree", workspace.FOLDER, path))

    pattern = url_path_join(server.web_app.settings["base_url"], ADDRESS, f"({'|'.join(LANGUAGES)})/([a-z0-9_]+)")
    server.web_app.add_handlers(".*$", [(pattern, OpenChapter)])
