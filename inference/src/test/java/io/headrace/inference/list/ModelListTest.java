package io.headrace.inference.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.list.ModelEntry.Place;
import io.headrace.pipeline.PipelineName;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListTest {

    private static List<ModelEntry> parse(String json) {
        return ModelList.parse("aiModels.json", json, 1);
    }

    /** An entry with this in it. */
    private static ModelEntry with(String fields) {
        return parse("[{\"pipeline\":\"llm\",\"model_id\":\"m\"," + fields + "}]")
                .getFirst();
    }

    private static void refuses(String json, String... words) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(json)).withMessageContainingAll(words);
    }

    @Test
    void readsWhatOperatorsHave() {
        var entries = parse("""
                [{"pipeline":"text-to-image","model_id":"SG161222/RealVisXL_V4.0_Lightning","warm":true,
                  "price_per_unit":4768371,"optimization_flags":{"SFAST":true,"DEEPCACHE":false}},
                 {"pipeline":"audio-to-text","model_id":"openai/whisper-large-v3","url":"http://10.0.0.4:8000","token":"s3",
                  "capacity":4,"price_per_unit":0.02e-6,"currency":"USD","pixels_per_unit":1000,"gateway":"0xabc"}]""");

        assertThat(entries)
                .containsExactly(
                        new ModelEntry(
                                new PipelineName("text-to-image"),
                                "SG161222/RealVisXL_V4.0_Lightning",
                                new Place.Managed(),
                                true,
                                1,
                                Map.of("SFAST", "true", "DEEPCACHE", "false"),
                                new ModelPrice.Named(new BigDecimal("4768371"), 1, ""),
                                "default"),
                        new ModelEntry(
                                new PipelineName("audio-to-text"),
                                "openai/whisper-large-v3",
                                new Place.Elsewhere(new RunnerAddress(URI.create("http://10.0.0.4:8000"), "s3")),
                                false,
                                4,
                                Map.of(),
                                new ModelPrice.Named(new BigDecimal("0.02e-6"), 1_000, "USD"),
                                "0xabc"));
    }

    @ParameterizedTest
    @CsvSource({
        "12,12,''",
        "'\"12\"',12,''",
        "'\"0.5e-2USD\"',0.5e-2,USD",
        "'\"3 eth\"',3,eth",
        "1.9073484e-8,1.9073484e-8,''",
        "'\"1E3\"',1E3,''",
        "123456789012345678901234567890,123456789012345678901234567890,''"
    })
    void readsPricesExactlyHoweverTheyAreWritten(String written, BigDecimal amount, String currency) {
        assertThat(with("\"price_per_unit\":" + written).price())
                .isInstanceOfSatisfying(ModelPrice.Named.class, named -> {
                    assertThat(named.amount()).isEqualByComparingTo(amount);
                    assertThat(named.currency()).isEqualTo(currency);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"price_per_unit\":0", "\"price_per_unit\":null", "\"warm\":false"})
    void hasNoPriceOfItsOwn(String fields) {
        assertThat(with(fields).price()).isEqualTo(new ModelPrice.Standard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cheap\"",
                "-1",
                "true",
                "{}",
                "\"1/3\"",
                "\"\"",
                "\"NaN\"",
                "1e999999999",
                "\"1e400\"",
                "\"e\"",
                "\"1 2\""
            })
    void refusesWhatIsNoPrice(String written) {
        refuses(
                "[{\"pipeline\":\"llm\",\"model_id\":\"m\",\"price_per_unit\":" + written + "}]",
                "aiModels.json",
                "entry 1",
                "price_per_unit");
    }

    @Test
    void refusesAPriceInTwoCurrencies() {
        refuses(
                "[{\"pipeline\":\"llm\",\"model_id\":\"m\",\"price_per_unit\":\"1USD\",\"currency\":\"EUR\"}]",
                "entry 1",
                "\"currency\": is EUR, while the price is in USD");
        assertThat(with("\"price_per_unit\":\"1USD\",\"currency\":\"usd\"").price())
                .isEqualTo(new ModelPrice.Named(BigDecimal.ONE, 1, "usd"));
    }

    @Test
    void takesNumbersAndTruthsForFlags() {
        assertThat(with("\"optimization_flags\":{\"MAX_MODEL_LEN\":8192,\"GPU_MEMORY_UTILIZATION\":0.85,\"SFAST\":true,"
                                + "\"BACKEND\":\"faster-whisper\"}")
                        .flags())
                .isEqualTo(Map.of(
                        "MAX_MODEL_LEN", "8192",
                        "GPU_MEMORY_UTILIZATION", "0.85",
                        "SFAST", "true",
                        "BACKEND", "faster-whisper"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model_id\":\"m\"} | \"pipeline\": is missing",
                "{\"pipeline\":\"llm\"} | \"model_id\": is missing",
                "{\"pipeline\":\"a b\",\"model_id\":\"m\"} | \"pipeline\": A pipeline's name",
                "{\"pipeline\":\"llm\",\"model_id\":7} | \"model_id\": is 7, not a text",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"warm\":\"yes\"} | \"warm\": is \"yes\", not true or false",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"capacity\":0} | \"capacity\": is 0, not a whole number",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"capacity\":1.5} | \"capacity\": is 1.5, not a whole number",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"capacity\":65} | from 1 to 64",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"url\":\"ftp://a\"} | \"url\": A runner's address",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"url\":\"a b\"} | \"url\":",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"token\":\"t\"} | \"token\": is for a runner with a \"url\"",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"optimization_flags\":[]} | \"optimization_flags\": is []",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"optimization_flags\":{\"A\":[1]}} | A is [1], not a text",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"optimization_flags\":{\"AUTH_TOKEN\":1}} | no name of a flag",
                "{\"pipeline\":\"llm\",\"model_id\":\"m\",\"optimization_flags\":{\"a=b\":1}} | no name of a flag",
                "7 | an entry is an object, not 7"
            })
    void saysWhichFieldOfWhichEntryIsWrong(String entry, String words) {
        refuses("[{\"pipeline\":\"llm\",\"model_id\":\"other\"}," + entry + "]", "aiModels.json, entry 2", words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "[",
                "null",
                "[{\"pipeline\":\"llm\",\"model_id\":\"m\",\"warm\":true,\"warm\":true}]"
            })
    void refusesWhatIsNoList(String json) {
        refuses(json, "aiModels.json");
    }

    @Test
    void refusesAModelThatIsWarmAndColdAtOnce() {
        refuses(
                "[{\"pipeline\":\"llm\",\"model_id\":\"m\",\"warm\":true},{\"pipeline\":\"llm\",\"model_id\":\"m\"}]",
                "entry 2",
                "entry 1 of the same model says otherwise");
        assertThat(parse("[{\"pipeline\":\"llm\",\"model_id\":\"m\"},{\"pipeline\":\"llm\",\"model_id\":\"m\"}]"))
                .hasSize(2);
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(with("\"_comment\":\"mine\"").model()).isEqualTo("m");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("aiModels.json"), "[{\"pipeline\":\"llm\",\"model_id\":\"m\"}]");

        assertThat(ModelList.read(file, 1)).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelList.read(folder.resolve("none.json"), 1))
                .withMessageContaining("none.json cannot be read");
    }

    @Test
    void readsNoFileWithoutEnd(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("aiModels.json"), " ".repeat((1 << 20) + 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelList.read(file, 1))
                .withMessageContaining("1 MiB");
    }
}
