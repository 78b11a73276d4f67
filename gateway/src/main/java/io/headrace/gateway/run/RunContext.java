package io.headrace.gateway.run;

import io.headrace.job.JobEvent;
import io.headrace.job.selection.Criteria;
import io.headrace.payments.Price;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * What a run gives to the parts of its job.
 *
 * @param threads virtual ones, which end with the job
 * @param job is told how effects ended
 */
public record RunContext(
        JobTools tools, JobBook book, RunView view, Means means, ExecutorService threads, Consumer<JobEvent> job) {

    /** What is demanded of whoever works for the job. */
    public Criteria criteria() {
        var terms = tools.account().isPresent() ? Criteria.Terms.PAID : Criteria.Terms.UNPAID;
        return new Criteria(terms, maxPrice(), Set.of());
    }

    /** The most that is paid per unit now. */
    public Optional<Price> maxPrice() {
        return tools.ceiling().with(view.order().maxPrice());
    }
}
