package dev.coflow.benchmarks;

import java.util.Arrays;

/** How many items of one input come in a row while another one still has some. Not thread-safe: items come one at a time. */
final class LongestRun {

    private final int[] left;
    private int leftOfAll;
    private int previous = -1;
    private int current;
    private int longest;

    LongestRun(int inputs, int itemsEach) {
        left = new int[inputs];
        Arrays.fill(left, itemsEach);
        leftOfAll = inputs * itemsEach;
    }

    /** An item of this input comes. */
    void item(int input) {
        boolean othersHaveSome = leftOfAll > left[input];
        left[input]--;
        leftOfAll--;
        current = input == previous ? current + 1 : 1;
        previous = input;
        if (othersHaveSome) {
            longest = Math.max(longest, current);
        }
    }

    int longest() {
        return longest;
    }

    boolean allCame() {
        return leftOfAll == 0;
    }
}
