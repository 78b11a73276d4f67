package io.headrace.node.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePriceTest {

    private static final Price CONFIGURED = Price.of(1_200, 1);
    private static final Price SET = Price.of(1, 3);

    @TempDir
    private Path data;

    @Test
    void hangsOnTheBoardAtOnce() {
        var price = open(CONFIGURED);

        price.change(SET);

        assertThat(price.price()).isEqualTo(SET);
        assertThat(price.board().of(DeskBench.GATEWAY.address())).isEqualTo(SET);
        assertThat(price.board().leastHonoured(DeskBench.GATEWAY.address(), 1)).isEqualTo(SET);
    }

    @Test
    void honoursOffersMadeBefore() {
        var price = open(CONFIGURED);

        price.change(Price.of(5_000, 1));

        assertThat(price.board().leastHonoured(DeskBench.GATEWAY.address(), 1)).isEqualTo(CONFIGURED);
    }

    @Test
    void outlivesARestart() {
        open(CONFIGURED).change(SET);

        assertThat(open(CONFIGURED).price()).isEqualTo(SET);
    }

    @Test
    void yieldsToAnotherConfiguration() {
        open(CONFIGURED).change(SET);

        assertThat(open(Price.of(900, 1)).price()).isEqualTo(Price.of(900, 1));
    }

    @Test
    void fallsBackToTheConfigurationWhenTheFileIsDamaged() throws IOException {
        Files.write(data.resolve("price"), List.of("1/0", CONFIGURED.toString()));

        assertThat(open(CONFIGURED).price()).isEqualTo(CONFIGURED);
    }

    private LivePrice open(Price configured) {
        return LivePrice.open(new DataDirectory(data), configured, () -> 1);
    }
}
