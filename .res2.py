exec(open('/tmp/lang3/c/.res.py').read().split("R='src/reading/'")[0])
R='/tmp/lang3/c/src/reading/'
resolve(R+'attribution/phrase-after.ts',lambda i,a,b:'''    const glued = k > from + 1 && tokens[k - 1]!.text === "-" && tokens[k - 1]!.end === token.start;
    // "des témoins": an article that is a preposition elsewhere
    const opens = k === from && inList(view, k, "determiners");
    const follows = named || glued || opens || (token.capital && k > from && tokens[k + 1]?.capital === true);
    if (!follows && inList(view, k, "prepositions")) {
''')
resolve(R+'grammar-format.ts',lambda i,a,b:a.replace(' number-article',''))
