package io.headrace.job;

/** Names a job in journals, answers and commands. For video it is the text of the manifest id. */
public record JobId(String text) implements Comparable<JobId> {

    private static final int MAX_LENGTH = 256;

    public JobId {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A job id has 1 to 256 characters, not " + text.length());
        }
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
