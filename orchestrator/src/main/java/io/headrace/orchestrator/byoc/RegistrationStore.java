package io.headrace.orchestrator.byoc;

import io.headrace.wire.byoc.ContainerRegistration;
import java.util.List;

/** Keeps over a restart which containers are registered. Called by one thread at a time. */
public interface RegistrationStore {

    /** For orchestrators whose containers register again. */
    RegistrationStore FORGETFUL = new RegistrationStore() {
        @Override
        public List<ContainerRegistration> load() {
            return List.of();
        }

        @Override
        public void keep(List<ContainerRegistration> all) {}
    };

    /** What was kept last; what makes no sense any more is left out. */
    List<ContainerRegistration> load();

    /** Puts this in the place of what was kept before, and returns when it is safe. */
    void keep(List<ContainerRegistration> all);
}
