package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers come and go, over real HTTP. */
class RegistrationTest {

    private ByocStage stage;
    private FakeApp app;

    @BeforeEach
    void start() throws Exception {
        stage = new ByocStage(new FreeOfCharge());
        app = new FakeApp();
    }

    @AfterEach
    void stop() {
        stage.close();
        app.close();
    }

    @Test
    void refusesAWrongSecretAsTheNetworkDoes() throws Exception {
        for (var path : List.of("/capability/register", "/capability/unregister")) {
            var answer = stage.call("POST", path, Headers.of("Authorization", "wrong"), "nosuch");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer)).isEqualTo("invalid authorization\n");
        }
    }

    @Test
    void letsNobodyInWithoutASecret() throws Exception {
        var config = ByocStage.config();
        var closed = ByocConfig.of(WorkerSecret.NONE, config.addresses());
        try (var side = new ByocStage(new FreeOfCharge(), RegistrationStore.FORGETFUL, closed)) {
            var answer = side.call(
                    "POST",
                    "/capability/register",
                    Headers.of("Authorization", ""),
                    registration("x", app.url(), 1, ""));

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void takesNoOtherMethod() throws Exception {
        var answer = stage.call("GET", "/capability/register", Headers.of("Authorization", ByocStage.SECRET), "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(text(answer)).isEqualTo("Method not allowed\n");
    }

    @Test
    void saysWhatIsWrongWithARegistration() throws Exception {
        assertThat(text(stage.register("no json"))).startsWith("Error registering capability: ");
        assertThat(text(stage.register(registration("", app.url(), 1, "")))).contains("name has 1 to 128");
        assertThat(text(stage.register(registration("x", app.url(), 0, "")))).contains("capacity is 0");
        assertThat(text(stage.register(
                        registration("x", app.url(), 1, ",\"unit\":\"token\",\"interaction\":\"stream\""))))
                .contains("a stream is paid by the second or the request");
        assertThat(text(stage.register(registration("x", app.url(), 1, ",\"most_units\":5"))))
                .contains("counted by nodes");
        assertThat(text(stage.register(registration("text-to-image", app.url(), 1, ""))))
                .contains("that of a built-in pipeline");
        assertThat(stage.register("{}").status()).isEqualTo(400);
    }

    @Test
    void refusesAddressesThatOnlyMeanSomethingHere() throws Exception {
        for (var url : List.of(
                "http://169.254.169.254/latest",
                "http://10.0.0.1:80",
                "http://[::1]:9000",
                "http://192.168.1.1",
                "http://0.0.0.0:1",
                "http://metadata.invalid")) {
            var answer = stage.register(registration("x", url, 1, ""));

            assertThat(answer.status()).as(url).isEqualTo(400);
            assertThat(text(answer)).startsWith("Error registering capability: url ");
        }
        assertThat(stage.side.offerings()).isEmpty();
    }

    @Test
    void refusesAPriceWhoseCurrencyNobodyKnows() throws Exception {
        var paid = new PaidSetup();
        try (var side = new ByocStage(paid.billing)) {
            var answer = side.register(registration("x", app.url(), 1, "").replace("wei", "USD"));

            assertThat(text(answer)).contains("What USD is worth in wei changes");
        }
    }

    @Test
    void offersWhatItHasProbedAndNothingBefore() throws Exception {
        app.healthStatus = 503;
        stage.register(registration("slow", app.url(), 3, ""));
        assertThat(stage.side.offerings()).isEmpty();

        app.healthStatus = 200;

        Onlooker.await(() -> !stage.side.offerings().isEmpty());
        assertThat(stage.side.offerings().getFirst().free()).isEqualTo(3);
    }

    @Test
    void offersItAgainWhenItIsBack() throws Exception {
        stage.offer(app, 1, "");
        int port = app.port();

        app.close();
        Onlooker.await(() -> stage.side.offerings().isEmpty());
        app = new FakeApp(port);

        Onlooker.await(() -> !stage.side.offerings().isEmpty());
    }

    @Test
    void forgetsWhatUnregisters() throws Exception {
        stage.offer(app, 1, "");

        var answer = stage.call(
                "POST", "/capability/unregister", Headers.of("Authorization", ByocStage.SECRET), ByocStage.NAME);

        assertThat(text(answer)).isEqualTo("ok");
        assertThat(stage.side.offerings()).isEmpty();
    }

    @Test
    void registersAgainAfterARestart(@TempDir Path folder) throws Exception {
        var file = folder.resolve("containers.json");
        try (var before = new ByocStage(new FreeOfCharge(), new RegistrationFile(file), ByocStage.config())) {
            before.offer(app, 2, ",\"token\":\"t0ken\"");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        try (var after = new ByocStage(new FreeOfCharge(), new RegistrationFile(file), ByocStage.config())) {
            after.side.recall();

            Onlooker.await(() -> !after.side.offerings().isEmpty());
            assertThat(after.process("/do/echo", ByocStage.job(5), "{}").status())
                    .isEqualTo(200);
            assertThat(app.tokens).containsExactly("Bearer t0ken");
        }
    }
}
