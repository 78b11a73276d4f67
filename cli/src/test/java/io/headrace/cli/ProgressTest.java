package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressTest {

    private static final JsonNode WORKING = json("\"state\":\"SessionEstablished\"");
    private static final JsonNode WAITING = json("\"state\":\"Drained\",\"waiting\":\"waiting for money: needs 9\"");

    @Test
    void saysWhatAJobWithoutMoneyWaitsFor() {
        assertThat(Progress.lines(WAITING, 1)).last().isEqualTo("waiting for money: needs 9");
        assertThat(Progress.lines(WORKING, 1)).hasSize(2).noneMatch(line -> line.contains("waiting"));
    }

    @Test
    void leavesNoLineOfTheWaitOnTheTerminal() {
        var bytes = new ByteArrayOutputStream();
        var progress = new Progress(new PrintStream(bytes, true, UTF_8), true, 0);

        progress.show(WAITING, 1);
        progress.show(WORKING, 2);

        assertThat(bytes.toString(UTF_8)).contains("needs 9\n\u001b[3A\u001b[J").endsWith("in 3 tickets\n");
    }

    private static JsonNode json(String state) {
        return new JsonMapper()
                .readTree("{" + state + ",\"durationSeconds\":2,\"sourceSeconds\":4,\"tickets\":3,"
                        + "\"renditions\":[{\"name\":\"small\",\"frames\":30}]}");
    }
}
