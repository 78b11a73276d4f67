package io.headrace.gateway.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a request's file. They are read anew for each try, so they stay until the job is over. Any thread. */
@FunctionalInterface
public interface FileBytes {

    /** Of a request that has no file. */
    FileBytes NONE = InputStream::nullInputStream;

    InputStream open() throws IOException;

    static FileBytes at(Path file) {
        return () -> Files.newInputStream(file);
    }

    /** @param bytes are not changed any more */
    static FileBytes of(byte[] bytes) {
        return () -> new ByteArrayInputStream(bytes);
    }
}
