package io.headrace.orchestrator.runner;

/** What runners and sessions have outside the machine: channels, proxies, calls under way. Returns at once. */
interface RunnerRooms {

    void welcome(Runner runner);

    void seeOff(Runner runner);

    void release(Runner runner, String session, SessionEnd end);
}
