'use strict';
// What process.versions, release, config and features say.

const NODE = '26.10.0';

/** Node's version is that whose semantics lode has: packages choose by it. */
exports.versions = ({ lode, engine, uv }) => {
    const versions = { node: NODE, lode, javascriptcore: engine, uv, modules: '147', unicode: '17.0' };
    for (const name of Object.keys(versions)) {
        Object.defineProperty(versions, name, { writable: false, configurable: false });
    }
    return versions;
};

exports.release = () => ({ name: 'node' });

exports.config = () => Object.freeze({
    target_defaults: Object.freeze({ cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] }),
    variables: Object.freeze({ napi_build_version: '10', v8_enable_i18n_support: 1 }),
});

exports.features = () => Object.freeze({
    inspector: false,
    debug: false,
    uv: true,
    ipv6: true,
    tls_alpn: false,
    tls_sni: false,
    tls_ocsp: false,
    tls: false,
    openssl_is_boringssl: false,
    cached_builtins: true,
    require_module: true,
    dtls: false,
    quic: false,
    typescript: false,
});
