package io.headrace.worker.batch;

import java.io.IOException;

/** For runners that answer no clip. */
final class NoFilms {

    static final FilmMaker HERE = (_, _) -> {
        throw new IOException("nobody makes films here");
    };

    private NoFilms() {}
}
