package io.headrace.cli.run;

import io.headrace.wire.batch.file.PictureSize;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of the result that is here.
 *
 * @param size of a picture
 * @param seed that makes it again
 * @param nsfw what the safety check said
 */
record Saved(Path file, long bytes, Optional<PictureSize> size, OptionalLong seed, boolean nsfw) {

    /** For people. */
    @Override
    public String toString() {
        return file + " (" + size.map(each -> each + ", ").orElse("") + Sizes.print(bytes) + ")"
                + (nsfw ? ", marked as not safe for work" : "");
    }
}
