package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.pipeline.PipelineRegistry.Registration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineRegistryTest {
    private static final ModelConstraint ONE_JOB = new ModelConstraint(true, 1, "", 0);
    private static final Offering PICTURES = new Offering(
            BuiltInPipelines.TEXT_TO_IMAGE,
            new Door.BuiltIn(),
            Map.of("cold", new ModelConstraint(false, 1, "0.14.1", 0), "warm", new ModelConstraint(true, 2, "", 0)),
            new Health.Ready());
    private static final Offering ECHO = container("echo", PricingUnit.SECOND, "http://h:1");

    @Test
    void takesOfferingsThroughAllThreeDoorsAndGivesThemUpAgain() {
        var runner = runner("runner_a", "demo/echo");
        var registry = registered(registered(registered(PipelineRegistry.EMPTY, PICTURES), ECHO), runner);

        assertThat(registry.all()).containsExactly(ECHO, PICTURES, runner);
        assertThat(registry.find(ECHO.id())).contains(ECHO);
        assertThat(registry.named(new PipelineName("demo/echo"))).containsExactly(runner);
        assertThat(registry.unregister(ECHO.id()).all()).containsExactly(PICTURES, runner);
        assertThat(registry.unregister(ECHO.id()).unregister(ECHO.id()).all()).hasSize(2);
    }

    @Test
    void replacesWhatTheSameRegistrantHadRegistered() {
        var failing = registered(PipelineRegistry.EMPTY, ECHO).after(ECHO.id(), new Health.Report.Failed("gone"));
        var moved = container("echo", PricingUnit.REQUEST, "http://h:2");

        var again = (Registration.Registered) failing.register(moved);

        assertThat(again.replaced().orElseThrow().health()).isEqualTo(new Health.Failing(1, "gone"));
        assertThat(again.registry().all()).containsExactly(moved);
    }

    @Test
    void letsSeveralRunnersServeTheSameApplication() {
        var both = registered(registered(PipelineRegistry.EMPTY, runner("runner_a", "app")), runner("runner_b", "app"));

        assertThat(both.named(new PipelineName("app"))).hasSize(2);
    }

    @Test
    void leavesANameToTheKindOfWorkThatHasIt() {
        var registry = registered(PipelineRegistry.EMPTY, ECHO);

        assertThat(registry.register(runner("runner_a", "echo"))).isEqualTo(new Registration.NameTaken(ECHO));
        assertThat(registry.register(container("text-to-image", PricingUnit.SECOND, "http://h:1")))
                .isEqualTo(new Registration.NameReserved(BuiltInPipelines.TEXT_TO_IMAGE));
    }

    @Test
    void letsAContainerBringWhatTheNetworkHasOnlyANameFor() {
        var brought = container("frame-interpolation", PricingUnit.SECOND, "http://h:1");

        assertThat(registered(PipelineRegistry.EMPTY, brought).all()).containsExactly(brought);
    }

    @Test
    void isLimited() {
        var registry = PipelineRegistry.EMPTY;
        for (int i = 0; i < PipelineRegistry.MAX_OFFERINGS; i++) {
            registry = registered(registry, container("p" + i, PricingUnit.SECOND, "http://h:1"));
        }

        assertThat(registry.register(ECHO)).isEqualTo(new Registration.RegistryFull(PipelineRegistry.MAX_OFFERINGS));
        assertThat(registry.register(container("p7", PricingUnit.TOKEN, "http://h:2")))
                .isInstanceOf(Registration.Registered.class);
    }

    @Test
    void offersWhatFailedOnceAndNotWhatIsDown() {
        var registry = registered(PipelineRegistry.EMPTY, ECHO);
        for (int failure = 1; failure <= Health.FAILURES_UNTIL_DOWN; failure++) {
            assertThat(registry.offered()).hasSize(1);
            registry = registry.after(ECHO.id(), new Health.Report.Failed("timeout"));
        }

        assertThat(registry.offered()).isEmpty();
        assertThat(registry.all()).hasSize(1);
        assertThat(registry.after(ECHO.id(), new Health.Report.Answered()).offered())
                .hasSize(1);
    }

    @Test
    void doesNotBringBackWhoHasLeft() {
        assertThat(PipelineRegistry.EMPTY
                        .after(ECHO.id(), new Health.Report.Answered())
                        .all())
                .isEmpty();
    }

    @Test
    void advertisesBitsModelsAndNamesOfContainers() {
        var registry = registered(
                registered(registered(PipelineRegistry.EMPTY, PICTURES), ECHO), runner("runner_a", "demo/echo"));

        var offer = registry.advertisedWith(Capabilities.offer(CapabilitySet.DEFAULT, 1, "0.9.1"));

        assertThat(offer.supported().without(CapabilitySet.DEFAULT))
                .isEqualTo(CapabilitySet.of(Capability.TEXT_TO_IMAGE, Capability.BYOC));
        assertThat(offer.capacities()).containsEntry(27, 1).containsEntry(37, 1);
        assertThat(offer.constraints().perCapability())
                .containsOnlyKeys(27, 37)
                .containsEntry(27, PICTURES.models())
                .containsEntry(37, Map.of("echo", ONE_JOB));
    }

    @Test
    void advertisesNothingThatIsStarting() {
        var starting = new Offering(PICTURES.pipeline(), PICTURES.door(), PICTURES.models(), new Health.Starting());

        assertThat(registered(PipelineRegistry.EMPTY, starting).advertisedWith(Capabilities.NONE))
                .isEqualTo(Capabilities.NONE);
    }

    @Test
    void addsUpWhatTwoOfferOfTheSameModel() {
        var before = Capabilities.NONE.withModel(
                Capability.TEXT_TO_IMAGE, "warm", new ModelConstraint(false, 3, "0.14.0", 1));

        var after = registered(PipelineRegistry.EMPTY, PICTURES).advertisedWith(before);

        assertThat(after.constraints().perCapability().getOrDefault(27, Map.of()))
                .containsEntry("warm", new ModelConstraint(true, 5, "", 1));
    }

    @Test
    void countsWhatIsFree() {
        assertThat(PICTURES.free()).isEqualTo(3);
        assertThat(PICTURES.isOpen()).isTrue();
        assertThat(Offering.application(
                                ECHO.pipeline(), ECHO.door(), new ModelConstraint(true, 1, "", 1), new Health.Ready())
                        .isOpen())
                .isFalse();
    }

    @Test
    void saysWhereItsPricesAre() {
        var name = PICTURES.pipeline().name();

        assertThat(PICTURES.prices())
                .containsExactly(new PriceReference(name, "cold"), new PriceReference(name, "warm"));
        assertThat(PICTURES.prices().getFirst().ofAnyModel()).isEqualTo(new PriceReference(name, "default"));
    }

    @Test
    void refusesOfferingsWithoutModelsOrWithTooMany() {
        assertThatThrownBy(() -> new Offering(ECHO.pipeline(), ECHO.door(), Map.of(), new Health.Ready()))
                .hasMessageContaining("0 models");
        assertThatThrownBy(() -> new Offering(ECHO.pipeline(), ECHO.door(), Map.of(" ", ONE_JOB), new Health.Ready()))
                .hasMessageContaining("1 to 256 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a\nb", "ü"})
    void refusesNamesThatWouldBreakPathsOrLogs(String name) {
        assertThatThrownBy(() -> new PipelineName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PipelineRegistry registered(PipelineRegistry registry, Offering offering) {
        return ((Registration.Registered) registry.register(offering)).registry();
    }

    private static Offering container(String name, PricingUnit unit, String url) {
        return Offering.application(
                pipeline(name, unit, Interaction.REQUEST_RESPONSE),
                new Door.Container(url, Metering.BY_SECOND),
                ONE_JOB,
                new Health.Ready());
    }

    private static Offering runner(String id, String app) {
        return Offering.application(
                pipeline(app, PricingUnit.SECOND, Interaction.PROXY),
                new Door.LiveRunner(id, "http://h:3"),
                ONE_JOB,
                new Health.Ready());
    }

    private static Pipeline pipeline(String name, PricingUnit unit, Interaction interaction) {
        return new Pipeline(
                new PipelineName(name),
                PipelineClass.BATCH,
                PayloadFormat.of("application/json"),
                PayloadFormat.of("application/json"),
                unit,
                interaction,
                Optional.of(Capability.BYOC),
                "");
    }
}
