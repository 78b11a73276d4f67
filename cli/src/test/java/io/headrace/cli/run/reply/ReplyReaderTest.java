package io.headrace.cli.run.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

    @Test
    void readsPicturesWithTheirSeeds() throws IOException {
        assertThat(read("{\"images\":[{\"url\":\"/a.png\",\"seed\":4294967295,\"nsfw\":true},{\"url\":\"/b.png\"}]}"))
                .isEqualTo(new Reply.Files(List.of(
                        new Reply.Item("/a.png", OptionalLong.of(4_294_967_295L), true, ".png"),
                        new Reply.Item("/b.png", OptionalLong.empty(), false, ".png"))));
    }

    @Test
    void readsARecording() throws IOException {
        assertThat(read("{\"audio\":{\"url\":\"/a\"}}"))
                .isEqualTo(new Reply.Files(List.of(new Reply.Item("/a", OptionalLong.empty(), false, ".wav"))));
    }

    @Test
    void readsAWholeChat() throws IOException {
        assertThat(read("{\"choices\":[{\"message\":{\"content\":\"hi\"}}],\"usage\":{\"total_tokens\":3}}"))
                .isEqualTo(new Reply.Chat("hi", OptionalLong.of(3)));
    }

    @Test
    void readsMasksThatAreLongerThanOtherTexts() throws IOException {
        var masks = "[" + "0,".repeat(15_000_000) + "1]";

        assertThat(read("{\"masks\":\"" + masks + "\",\"scores\":\"[1]\",\"logits\":\"[]\"}"))
                .isEqualTo(new Reply.Masks(masks, "[1]"));
    }

    @Test
    void keepsAnAnswerOfAnUnknownShape() throws IOException {
        assertThat(read("{\"depth\":[1,2]}")).isInstanceOf(Reply.Other.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"images\":[]}",
                "{\"images\":[{\"seed\":1}]}",
                "{\"images\":[{\"url\":\"/a.png\"",
                "{\"audio\":{}}",
                "{\"choices\":[]}"
            })
    void refusesWhatIsNoAnswer(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(ReplyBroken.class).hasMessageStartingWith("The answer");
    }

    private static Reply read(String json) throws IOException {
        return ReplyReader.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
