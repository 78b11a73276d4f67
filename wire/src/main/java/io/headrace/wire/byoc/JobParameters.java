package io.headrace.wire.byoc;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.List;

/**
 * The {@code parameters} of a job: who may be asked, and which channels a stream has (pipelines section 5.4).
 *
 * @param include service addresses of orchestrators, exactly; empty for all
 * @param exclude service addresses that are not asked
 */
public record JobParameters(
        List<String> include, List<String> exclude, boolean videoIngress, boolean videoEgress, boolean dataOutput) {

    public static final JobParameters NONE = new JobParameters(List.of(), List.of(), false, false, false);

    public JobParameters {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** @param text empty counts as none, where existing gateways refuse the job */
    public static JobParameters decode(String text) throws UnreadableException {
        if (text.isEmpty()) {
            return NONE;
        }
        var fields = JsonDocument.parse(text, "byoc.JobParameters", JobBody.MAX_LENGTH)
                .fields();
        var orchestrators = fields.object("orchestrators");
        return new JobParameters(
                orchestrators.texts("include"),
                orchestrators.texts("exclude"),
                fields.flag("enable_video_ingress"),
                fields.flag("enable_video_egress"),
                fields.flag("enable_data_output"));
    }

    /** Whether this orchestrator may be asked. */
    public boolean allows(String serviceAddress) {
        return !exclude.contains(serviceAddress) && (include.isEmpty() || include.contains(serviceAddress));
    }
}
