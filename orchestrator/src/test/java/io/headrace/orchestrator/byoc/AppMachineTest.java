package io.headrace.orchestrator.byoc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineRegistry.Registration;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.byoc.ContainerRegistration;
import io.headrace.wire.text.UnreadableException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AppMachineTest {

    private static final Health.Report ANSWERED = new Health.Report.Answered();
    private static final Health.Report FAILED = new Health.Report.Failed("gone");
    private static final Offering.Id ID = new Offering.Id("container echo");

    private final AppMachine machine = new AppMachine(ByocConfig.Probing.DEFAULT);
    private Apps apps = Apps.NONE;

    private Step<Apps, AppEffect> after(AppEvent event) {
        var step = machine.step(apps, event, new Moment(Instant.EPOCH, new Random(1)));
        apps = step.state();
        return step;
    }

    private Step<Apps, AppEffect> register(int capacity) throws UnreadableException {
        var registration =
                ContainerRegistration.decode(ByocStage.registration("echo", "http://127.0.0.1:8300", capacity, ""));
        var address = new ResolvedUri(registration.url(), InetAddress.getLoopbackAddress());
        return after(new AppEvent.RegistrationAsked(1, registration, address));
    }

    private AppPlace place() {
        return after(new AppEvent.JobAsked(2, ID)).effects().getFirst() instanceof AppEffect.AnswerJob(var _, var place)
                ? place
                : new AppPlace.Unknown();
    }

    private long job() {
        return place() instanceof AppPlace.Given(long job, var _) ? job : -1;
    }

    @Test
    void probesBeforeItOffers() throws Exception {
        var step = register(1);

        assertThat(step.effects())
                .hasAtLeastOneElementOfType(AppEffect.Probe.class)
                .hasAtLeastOneElementOfType(AppEffect.AnswerRegistration.class);
        assertThat(place()).isInstanceOf(AppPlace.Unknown.class);
        after(new AppEvent.ProbeEnded(ID, 1, ANSWERED));
        assertThat(place()).isInstanceOf(AppPlace.Given.class);
    }

    @Test
    void probesMoreOftenWhatIsNotOffered() throws Exception {
        register(1);

        assertThat(after(new AppEvent.ProbeEnded(ID, 1, FAILED)).effects())
                .containsExactly(
                        new AppEffect.Wake(ByocConfig.Probing.DEFAULT.whileNot(), new AppEvent.ProbeDue(ID, 1)));
        assertThat(after(new AppEvent.ProbeEnded(ID, 1, ANSWERED)).effects())
                .containsExactly(
                        new AppEffect.Wake(ByocConfig.Probing.DEFAULT.whileOffered(), new AppEvent.ProbeDue(ID, 1)));
        assertThat(after(new AppEvent.ProbeDue(ID, 1)).effects()).hasOnlyElementsOfType(AppEffect.Probe.class);
    }

    @Test
    void keepsPermitsThroughANewRegistration() throws Exception {
        register(1);
        after(new AppEvent.ProbeEnded(ID, 1, ANSWERED));
        long job = job();

        register(1);
        after(new AppEvent.ProbeEnded(ID, apps.drawn(), ANSWERED));

        assertThat(place()).isEqualTo(new AppPlace.Full(1));
        after(new AppEvent.JobDropped(job));
        assertThat(place()).isInstanceOf(AppPlace.Given.class);
    }

    @Test
    void passesOverWhatWasSeenOfAFormerRegistration() throws Exception {
        register(1);
        register(1);

        assertThat(after(new AppEvent.ProbeEnded(ID, 1, ANSWERED)).effects()).isEmpty();
        assertThat(after(new AppEvent.ProbeDue(ID, 1)).effects()).isEmpty();
        assertThat(apps.isOffered(ID)).isFalse();
    }

    @Test
    void takesThreeFailuresInARowToEndAnOffer() throws Exception {
        register(9);
        after(new AppEvent.ProbeEnded(ID, 1, ANSWERED));

        for (int i = 1; i <= Health.FAILURES_UNTIL_DOWN; i++) {
            assertThat(apps.isOffered(ID)).isTrue();
            after(new AppEvent.JobEnded(job(), ID, 1, FAILED));
        }

        assertThat(apps.isOffered(ID)).isFalse();
        assertThat(apps.inUse(ID)).isZero();
    }

    @Test
    void givesAPermitBackOnceHoweverOftenItIsSaid() throws Exception {
        register(2);
        after(new AppEvent.ProbeEnded(ID, 1, ANSWERED));
        long one = job();
        job();

        after(new AppEvent.JobDropped(one));
        after(new AppEvent.JobEnded(one, ID, 1, ANSWERED));

        assertThat(apps.inUse(ID)).isEqualTo(1);
    }

    @Test
    void forgetsWhoUnregisters() throws Exception {
        register(1);
        after(new AppEvent.ProbeEnded(ID, 1, ANSWERED));

        assertThat(after(new AppEvent.RegistrationEnded(3, ID)).effects()).containsExactly(new AppEffect.AnswerEnd(3));
        assertThat(apps.offerings()).isEmpty();
        assertThat(after(new AppEvent.ProbeDue(ID, 1)).effects()).isEmpty();
    }

    @Test
    void refusesWhatTheRegistryRefuses() throws Exception {
        var registration =
                ContainerRegistration.decode(ByocStage.registration("text-to-image", "http://127.0.0.1:8300", 1, ""));
        var address = new ResolvedUri(registration.url(), InetAddress.getLoopbackAddress());

        var step = after(new AppEvent.RegistrationAsked(7, registration, address));

        assertThat(step.effects())
                .singleElement()
                .satisfies(effect -> assertThat(effect)
                        .isInstanceOfSatisfying(
                                AppEffect.AnswerRegistration.class,
                                answer -> assertThat(answer.outcome()).isInstanceOf(Registration.NameReserved.class)));
        assertThat(apps).isEqualTo(Apps.NONE);
    }
}
