package io.headrace.gateway.openai;

import io.headrace.gateway.batch.api.SoundProbe;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureHeader;
import io.headrace.wire.batch.file.WaveHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what a client's file is, before anybody is asked to work on it. May block; any thread. */
@FunctionalInterface
public interface FileProbe {

    /** Looks at the first bytes: knows the pictures that the network counts, and WAV. */
    FileProbe HEADERS = file -> {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var beginning = ByteBuffer.allocate((int) Math.min(PictureHeader.BYTES_TO_READ, size));
            while (beginning.hasRemaining() && channel.read(beginning) >= 0) {
                // As far as it goes.
            }
            beginning.flip();
            Optional<FileContent> picture = PictureHeader.read(beginning).map(FileContent.Picture::new);
            return picture.or(() -> WaveHeader.read(beginning, size).map(FileContent.Sound::new))
                    .orElseGet(FileContent.Unknown::new);
        }
    };

    /** The same; where that does not tell what it is, it is asked how long it sounds. */
    default FileProbe or(SoundProbe sounds) {
        return file -> {
            var found = probe(file);
            return found instanceof FileContent.Unknown
                    ? sounds.duration(file)
                            .<FileContent>map(FileContent.Sound::new)
                            .orElse(found)
                    : found;
        };
    }

    FileContent probe(Path file) throws IOException, InterruptedException;
}
