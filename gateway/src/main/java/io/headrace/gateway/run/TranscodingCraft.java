package io.headrace.gateway.run;

import io.headrace.gateway.intake.Intake;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.job.JobClass;
import io.headrace.job.JobLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.TranscodingNeeds;
import java.util.Set;
import java.util.function.Supplier;

/** How files and streams are transcoded: segment by segment, each sent with its payment. */
record TranscodingCraft(VideoOrder order, JobTools tools, JobRun.Ends ends) implements JobCraft {

    @Override
    public JobClass jobClass() {
        return JobClass.VIDEO;
    }

    @Override
    public String pipeline() {
        return VideoOrder.PIPELINE;
    }

    @Override
    public JobLimits limits() {
        return tools.limits().of(order);
    }

    @Override
    public Parts assemble(RunContext context) {
        var intake = ends.intake().apply(context.job());
        Supplier<Capabilities> needed = () -> needed(intake);
        var negotiation = new Negotiation(tools, needed, context::maxPrice);
        var sessions = new SessionDesk(negotiation, context.book(), context.job());
        var units = new TranscodingWork(
                order, context, intake, ends.publication(), sessions, dispatcher(needed, context, sessions));
        return new Parts(intake, ends.publication(), needed, sessions, units);
    }

    private Capabilities needed(Intake intake) {
        return Capabilities.request(TranscodingNeeds.of(intake.codec(), order.ladder(), Set.of()));
    }

    private Dispatcher dispatcher(Supplier<Capabilities> needed, RunContext context, SessionDesk sessions) {
        return new Dispatcher(
                order,
                needed,
                tools.peer(),
                tools.account().map(PayerAccount::signer),
                tools.signatures(),
                limits().unit(),
                context.book(),
                sessions,
                tools.ticker());
    }
}
