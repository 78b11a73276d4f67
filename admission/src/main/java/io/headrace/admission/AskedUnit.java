package io.headrace.admission;

import io.headrace.machine.Host;

/** A unit whose sender waits for an answer. Its timer and its work belong to the desk's thread. */
final class AskedUnit {

    final UnitRequest request;
    final Admission.Sender sender;
    Host.Timer timer = () -> {};
    Workshop.Work work = () -> {};

    AskedUnit(UnitRequest request, Admission.Sender sender) {
        this.request = request;
        this.sender = sender;
    }
}
