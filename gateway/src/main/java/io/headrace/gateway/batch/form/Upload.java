package io.headrace.gateway.batch.form;

import io.headrace.gateway.batch.FileBytes;
import io.headrace.transport.BodyTooLargeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as it is uploaded: a small one stays in memory, a large one goes to disk and is deleted when this is closed. One
 * thread writes it; it is read by any.
 */
public final class Upload extends OutputStream {

    private static final int IN_MEMORY = 128 * 1024;

    private final Path folder;
    private final long mostBytes;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Optional<Path> file = Optional.empty();
    private Optional<OutputStream> disk = Optional.empty();
    private long length;

    /**
     * @param folder where it goes when it is large
     * @param mostBytes more than which are a {@link BodyTooLargeException}
     */
    Upload(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (count > mostBytes - length) {
            throw new BodyTooLargeException(mostBytes);
        }
        length += count;
        if (disk.isEmpty() && memory.size() + count <= IN_MEMORY) {
            memory.write(bytes, offset, count);
        } else {
            disk().write(bytes, offset, count);
        }
    }

    private OutputStream disk() throws IOException {
        if (disk.isEmpty()) {
            var path = Files.createTempFile(Files.createDirectories(folder), "upload-", ".part");
            file = Optional.of(path);
            disk = Optional.of(Files.newOutputStream(path));
            memory.writeTo(disk.get());
            memory.reset();
        }
        return disk.get();
    }

    /** All of it is here. */
    void complete() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    public long length() {
        return length;
    }

    /** @return the first bytes, at most so many */
    public ByteBuffer beginning(int most) throws IOException {
        try (InputStream bytes = bytes().open()) {
            return ByteBuffer.wrap(bytes.readNBytes(most));
        }
    }

    /** Where it lies on disk; it goes there now if it has not yet. */
    public Path onDisk() throws IOException {
        disk().close();
        return file.orElseThrow();
    }

    public FileBytes bytes() {
        return file.map(FileBytes::at).orElseGet(() -> FileBytes.of(memory.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        complete();
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
