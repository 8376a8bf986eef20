'use strict';
// process.stdin: a file is read by fs, all else by libuv (native('input')), which keeps the program alive only while it reads.

const os = native('process');

function makeInput(fd, kind) {
    const { Readable } = require('stream');
    const { Buffer } = require('buffer');
    const input = native('input');

    class Socket extends Readable {
        constructor() {
            super({ highWaterMark: 65536 });
            this.fd = fd;
            this._type = kind === 'TTY' ? 'tty' : 'pipe';
            this.isReading = false;
            const status = input.open(fd, (data) => this.#take(data));
            if (status !== 0) this.destroy(os.error(status, 'open'));
            this.on('pause', () => this.#stop());
        }

        _read() {
            if (this.isReading) return;
            this.isReading = true;
            const status = input.start();
            if (status !== 0) this.destroy(os.error(status, 'read'));
        }

        #stop() {
            if (!this.isReading) return;
            this.isReading = false;
            input.stop();
        }

        #take(data) {
            if (typeof data === 'number') {
                this.#stop();
                if (data === -4095) this.push(null);
                else this.destroy(os.error(data, 'read'));
            } else if (!this.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength))) {
                this.#stop();
            }
        }

        _destroy(error, callback) {
            this.#stop();
            callback(error);
        }

        ref() {
            input.hold(true);
            return this;
        }

        unref() {
            input.hold(false);
            return this;
        }
    }
    return new Socket();
}

function makeTerminal(fd) {
    const self = makeInput(fd, 'TTY');
    self.isTTY = true;
    self.isRaw = false;
    self.setRawMode = (isRaw) => {
        native('tty').setRawMode(fd, Boolean(isRaw));
        self.isRaw = Boolean(isRaw);
        return self;
    };
    return self;
}

function makeNone() {
    const { Readable } = require('stream');
    const self = new Readable({ read() {} });
    self.push(null);
    self.fd = 0;
    return self;
}

exports.make = (fd) => {
    switch (os.kind(fd)) {
        case 'FILE': {
            const { ReadStream } = require('fs');
            return new ReadStream(null, { fd, autoClose: false });
        }
        case 'TTY':
            return makeTerminal(fd);
        case 'UNKNOWN':
        case 'UDP':
            return makeNone();
        default:
            return makeInput(fd, 'PIPE');
    }
};
