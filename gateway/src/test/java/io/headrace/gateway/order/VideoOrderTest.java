package io.headrace.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.OfFile;
import io.headrace.gateway.order.VideoOrder.OfStream;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.LadderText;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VideoOrderTest {

    @Test
    void playsTheSourceOfAStreamWhereThatIsOrdered() {
        assertThat(order(stream(SourceRendition.PLAYED), "360p").playsSource()).isTrue();
        assertThat(order(stream(SourceRendition.LEFT_OUT), "360p").playsSource())
                .isFalse();
        assertThat(order(new OfFile(Path.of("/film.mp4")), "360p").playsSource())
                .isFalse();
    }

    @Test
    void leavesTheNameToARenditionThatHasIt() {
        assertThat(order(stream(SourceRendition.PLAYED), "source=640x360@800k").playsSource())
                .isFalse();
    }

    private static OfStream stream(SourceRendition source) {
        return new OfStream("film", Keeping.WINDOW, source);
    }

    private static VideoOrder order(VideoOrder.Source source, String ladder) {
        return new VideoOrder("0a", source, LadderText.parse(ladder), Optional.empty(), Path.of("/jobs/0a"));
    }
}
