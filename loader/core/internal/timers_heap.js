'use strict';
// A heap of lists of timers, by the time at which each is due and then by age.

const isBefore = (left, right) => left.expiry < right.expiry || (left.expiry === right.expiry && left.id < right.id);

class Heap {
    #items = [];

    first() {
        return this.#items[0];
    }

    push(list) {
        this.#items.push(list);
        list.index = this.#items.length - 1;
        this.#rise(list);
    }

    remove(list) {
        const last = this.#items.pop();
        if (last === list) return;
        this.#put(last, list.index);
        this.#rise(last);
        this.sink(last);
    }

    /** To be called when a list became due later. */
    sink(list) {
        const items = this.#items;
        for (;;) {
            let child = items[2 * list.index + 1];
            const other = items[2 * list.index + 2];
            if (other !== undefined && isBefore(other, child)) child = other;
            if (child === undefined || !isBefore(child, list)) return;
            this.#swap(child, list);
        }
    }

    #rise(list) {
        while (list.index > 0) {
            const parent = this.#items[(list.index - 1) >> 1];
            if (!isBefore(list, parent)) return;
            this.#swap(list, parent);
        }
    }

    #swap(left, right) {
        const index = left.index;
        this.#put(left, right.index);
        this.#put(right, index);
    }

    #put(list, index) {
        this.#items[index] = list;
        list.index = index;
    }
}

exports.Heap = Heap;
